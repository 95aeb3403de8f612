"""Sentences with words for deeds that tell none, each beside one in which the same words tell a deed."""

import pytest

OTHER_SENSES = [
    pytest.param("The minister was told that Anna Berg had left.", [], id="told that"),
    pytest.param("The minister was told by the king to leave.", ["REQUEST"], id="told to"),
    pytest.param("Anna Berg is wanted by the Norwegian police.", [], id="wanted by"),
    pytest.param("Anna Berg was encouraged that the snow had melted.", [], id="encouraged by news"),
    pytest.param("Anna Berg was encouraged by Norway to agree.", ["REQUEST"], id="encouraged to act"),
    pytest.param("Danish students demonstrated strong skills in Oslo.", [], id="demonstrated skills"),
    pytest.param("Danish students demonstrated in Oslo.", ["PROTEST"], id="demonstrated"),
    pytest.param("The judge read the charges that had shaken Norway.", [], id="charges that had"),
    pytest.param("The judge charges that Norway broke the pact.", ["ACCUSE"], id="charges that they"),
    pytest.param("Anna Berg, who supports Premier Lund, slept.", [], id="a lasting state"),
    pytest.param("Anna Berg, who supported Premier Lund, slept.", ["SUPPORT"], id="told in the past"),
    pytest.param('"It was cold," recalled the Danish ambassador.', [], id="a verb that reports"),
    pytest.param("Norway recalled the Danish ambassador.", ["SANCTION"], id="the same verb as a deed"),
    pytest.param("The council spent policing funding for Norway.", [], id="a noun in -ing"),
    pytest.param("Kurds protesting in Oslo were tired.", ["PROTEST"], id="a participle of who acts"),
    pytest.param("The council is funding Norwegian schools.", ["AID"], id="a verb in -ing"),
]


@pytest.mark.parametrize(("text", "types"), OTHER_SENSES)
def test_letters_around_a_trigger_give_it_another_sense(told_in, text, types):
    assert told_in(OTHER_SENSES, text)["event_type"].to_list() == types


NO_DEEDS = [
    pytest.param("The Oslo Bears will visit the Bergen Lions in the playoffs.", [], id="sport"),
    pytest.param("The premier will visit the Danish king.", ["CONSULT"], id="no sport"),
    pytest.param("Police arrested two players after the playoffs in Oslo.", ["COERCE"], id="an arrest in sport"),
    pytest.param("In the poll 43 percent of voters supported Premier Lund.", [], id="a poll"),
    pytest.param("In the poll President Sorel supported Premier Lund.", ["SUPPORT"], id="a person named beside a poll"),
    pytest.param("A powerful earthquake killed three people in Oslo.", [], id="an earthquake"),
    pytest.param("Flood warnings were issued for Oslo.", [], id="a warning of floods"),
    pytest.param("The Danish minister issued a warning to Norway.", ["THREATEN"], id="a warning by somebody"),
    pytest.param("A gunman killed three people in Oslo.", ["ASSAULT"], id="a gunman"),
    pytest.param("Three people were killed in a bus crash.", [], id="an accident"),
    pytest.param("Three people were killed in a bomb attack.", ["ASSAULT"], id="an attack"),
    pytest.param("The general shot himself in Oslo.", [], id="a suicide"),
    pytest.param("The general shot the Danish premier in Oslo.", ["ASSAULT"], id="another person"),
    pytest.param("Nobody was injured in Oslo.", [], id="nobody suffers"),
    pytest.param("Two men were injured in Oslo.", ["ASSAULT"], id="somebody suffers"),
    pytest.param("Paramedics evacuated two women from the street.", [], id="a crew"),
    pytest.param("Norway evacuated two women from Sudan.", ["AID"], id="no crew"),
    pytest.param("The Trade Act exempted Norway from the duty.", [], id="a law"),
    pytest.param("The premier exempted Norway from the duty.", ["YIELD"], id="a person"),
    pytest.param("Premier Lund spoke to the Oslo Trade Conference.", [], id="a speech"),
    pytest.param("Premier Lund spoke to President Sorel.", ["CONSULT"], id="a talk"),
    pytest.param("Premier Lund spoke with the Oslo Times.", [], id="an interview"),
    pytest.param("The Oslo Times spoke with Premier Lund.", [], id="an interview told the other way round"),
    pytest.param("It provides funds to Danish schools.", [], id="a bill provides"),
    pytest.param("The bank charged Danish customers a monthly fee.", [], id="a fee"),
    pytest.param("The bank charged Danish customers $20 for a card.", [], id="a price"),
    pytest.param("The prosecutor charged the Danish banker with theft of fees.", ["ACCUSE"], id="charged with"),
    pytest.param("Premier Lund hosted the Danish Film Awards.", [], id="a show"),
    pytest.param("Premier Lund hosted the Danish king.", ["CONSULT"], id="a guest"),
    pytest.param("The premier's appeal to Norwegian voters was seen.", [], id="appeal to voters"),
    pytest.param("The premier's appeal to the rebels was heard.", ["REQUEST"], id="an appeal"),
    pytest.param("Two men were threatened with death by Norway.", ["THREATEN"], id="threatened with"),
    pytest.param("The union threatens the party's lead.", [], id="a lead at risk"),
    pytest.param("The union threatens the party with a strike.", ["THREATEN"], id="a threat"),
    pytest.param("Two villages were threatened by the sea and the Norwegian army slept.", [], id="a danger"),
]


@pytest.mark.parametrize(("text", "types"), NO_DEEDS)
def test_parties_and_sentence_leave_no_deed(told_in, text, types):
    assert told_in(NO_DEEDS, text)["event_type"].to_list() == types


TIES = [
    pytest.param("Police halted a demonstration by students.", ["COERCE"], id="police halt a protest"),
    pytest.param("Students halted their protest against the government.", ["YIELD"], id="students halt their own"),
    pytest.param("Chad gave recognition to the Danish council.", ["SUPPORT"], id="recognition"),
    pytest.param("Chad gave asylum to the Danish captain.", ["AID"], id="asylum"),
]


@pytest.mark.parametrize(("text", "types"), TIES)
def test_of_two_patterns_with_one_object_word_the_deed_decides(told_in, text, types):
    assert told_in(TIES, text)["event_type"].to_list() == types


BESIDE = [
    pytest.param("Norway ordered patrols after violent protests by Danish students.", ["MOBILIZE"], id="a noun behind a preposition"),
    pytest.param("Danish students protested against the premier.", ["PROTEST"], id="told itself"),
    pytest.param("Norway rejects proposed Danish sanctions against Chad.", ["REJECT"], id="a participle of the object"),
    pytest.param("Norway accused Chad of theft from a woman being detained in Oslo.", ["ACCUSE"], id="a woman being held"),
    pytest.param("A woman was being detained by the army in Oslo.", ["COERCE"], id="was being held"),
    pytest.param("Norway supports a longer delay than it has requested from Denmark.", ["SUPPORT"], id="a comparison"),
    pytest.param("It is time for Norway to criticize Denmark.", [], id="it is time"),
    pytest.param("Norway took the opportunity to criticize Denmark.", ["ACCUSE"], id="an opportunity taken"),
    pytest.param("The council passed a bill to expel the Danish diplomats.", [], id="what a bill is for"),
    pytest.param("Norway sought a court that could expel the Danish diplomats.", [], id="what a court could do"),
    pytest.param("Anna Berg doubted the Norwegian commitment to making peace with Denmark.", [], id="a commitment to an idea"),
    pytest.param("Nobody knew how Norway would oppose Denmark.", [], id="an open question"),
]


@pytest.mark.parametrize(("text", "types"), BESIDE)
def test_what_stands_beside_another_deed_is_none(told_in, text, types):
    assert told_in(BESIDE, text)["event_type"].to_list() == types
