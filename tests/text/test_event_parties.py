import pytest

CASES = [
    ("Portugal accused Spain of delay.", "Portugal", "Spain"),
    ("Spain was accused by Portugal of delay.", "Portugal", "Spain"),
    ("President Emmanuel Macron on Sunday accused Spain of delay.", "President Emmanuel Macron", "Spain"),
    ("Portugal, a neighbour of long standing, has accused Spain.", "Portugal", "Spain"),
    ("Officials said Portugal accused Spain.", "Portugal", "Spain"),
    ("Portugal said it accused Spain.", "Portugal", "Spain"),
    ("Mark Carney, who accused Spain, left.", "Mark Carney", "Spain"),
    ("Rail workers accused the company.", "Rail workers", "the company"),
    ("The union chose a new head and accused the company.", "The union", "the company"),
    ("Germany praised Spain, accusing Portugal of delay.", "Germany", "Portugal"),
    ("Police in Rome arrested two students.", "Police in Rome", "two students"),
    ("Norway imposed tariffs on Danish goods.", "Norway", "Danish goods"),
    ("The two leaders of the Nordic union accused Denmark.", "The two leaders of the Nordic union", "Denmark"),
    ("Norway and Denmark agreed to share the cod.", "Norway", "Denmark"),
    ("Talks between Norway and Denmark went on.", "Norway", "Denmark"),
    ("Norway's visit to Denmark was short.", "Norway", "Denmark"),
    ("Norway gave Denmark a grant.", "Norway", "Denmark"),
    ("Norway gave a grant to Denmark.", "Norway", "Denmark"),
    ("Sudan must return the aircraft, Russia said.", None, None),
    ("Russia said that Sudan must return the aircraft.", "Russia", "Sudan"),
    ("Norway's plan to ban Danish beef drew anger in Spain.", "Norway", "Danish beef"),
    ("Mr. Hale accused Sen. Ted Cruz of delay.", "Mr. Hale", "Sen. Ted Cruz"),
    ("City Councilman Hugo A. Soto accused the mayor of delay.", "City Councilman Hugo A. Soto", "the mayor"),
    ("Norway called again on Denmark to pay.", "Norway", "Denmark"),
    ("Norway promised on Tuesday to help Denmark.", "Norway", "Denmark"),
    ("Norway called in Denmark to pay.", None, None),
    ("The minister fled as gunmen entered the hall, killing two guards.", "gunmen", "two guards"),
    ("Ministers replied to insurgents threatening Denmark.", "insurgents", "Denmark"),
    ("A Danish drone killed two guards.", "A Danish drone", "two guards"),
    ("A third of the rebels attacked the guards.", "A third of the rebels", "the guards"),
    ("Lawyers will today urge Denmark to pay.", "Lawyers", "Denmark"),
    ("Shi'ite leaders accused Denmark.", "Shi'ite leaders", "Denmark"),
    ("Talks failed in the city and rebels attacked the guards.", "rebels", "the guards"),
    ("Two men were killed in an attack staged by rebels.", "rebels", "Two men"),
    ("The ministry sent a letter urging the premier to resign.", "The ministry", "the premier"),
    ("Norway's refusal to condemn Denmark was noted.", "Norway", "Denmark"),
    ("A woman assaulted by a driver after she refused to pay the fare spoke.", "a driver", "A woman"),
    ("Norway signed a treaty with Denmark.", "Norway", "Denmark"),
    ("Norway and Denmark signed a treaty with Spain.", "Norway", "Spain"),
    ("Talks in Geneva between Norway and Denmark went on.", "Norway", "Denmark"),
    ("Norway-Denmark talks went on.", "Norway", "Denmark"),
    ("The US–China talks went on.", "The US", "China"),
    ("Mark Carney held his tongue. His visit to Denmark was short.", "His", "Denmark"),
    ("Norway refused to negotiate, according to Denmark.", "Norway", None),
    ("Albania rejected an Australian call of students.", "Albania", "an Australian call of students"),
    ("Norway refused to negotiate despite Denmark.", "Norway", None),
    ("It rained on those who accused Spain.", None, None),
    ("Ministers who have been trying to end the strike accused Spain.", "Ministers", "Spain"),
    ("He and Emmanuel Macron both accused Spain.", "Emmanuel Macron", "Spain"),
    ("Norway freed all accused men.", "Norway", "all accused men"),
    ("The only big company in the town accused Spain.", "The only big company in the town", "Spain"),
    # who is meant by the object
    ("Norway refused to send its troops to Chad.", "Norway", "Chad"),
    ("Norway agreed to send 4,000 troops to a force in Chad.", "Norway", "Chad"),
    ("Norway agreed to give military help to Chad.", "Norway", "Chad"),
    ("Norway agreed to free Danish sailors in Chad.", "Norway", "Danish sailors"),
    ("Norway warned its citizens about Chad.", "Norway", "its citizens"),
    ("The council will not accept refugees.", "The council", "refugees"),
    ("Anna Berg promised to defend and expand Norway Rail.", "Anna Berg", "Norway Rail"),
    ("Norway accused Denmark, which had met rebels in Chad.", "Norway", "Denmark"),
    ("Premier Lund resigned after rain in Chad.", "Premier Lund", None),
    ("Anna Berg was praised the day before by Denmark.", "Denmark", "Anna Berg"),
    ("Rebels attacked at dawn in response to a raid on Chad.", "Rebels", None),
    ("Norway gave three million dollars in aid to Chad.", "Norway", "Chad"),
    ("Norway flew rice, blankets and water to Chad.", "Norway", "Chad"),
    ("Norway carried rice, oil and Danish wine.", None, None),
    ("The agency fed 300 starving refugees.", "The agency", "300 starving refugees"),
    ("Norway gave shelter to a further 2,000 Haitians.", "Norway", "a further 2,000 Haitians"),
    ("Chad freed jailed activists.", "Chad", "jailed activists"),
    ("Kenya received food from Norway.", "Norway", "Kenya"),
    ("Premier Lund accused her of delay.", "Premier Lund", "her"),
    ("Premier Lund accused her party.", "Premier Lund", "her party"),
    ("A gunman killed 14 in Rome.", "A gunman", "14"),
    ("A gunman killed 14 sailors in Rome.", "A gunman", "14 sailors"),
    ("Norway invested in Chad.", "Norway", "Chad"),
    ("Norway invested in companies.", None, None),
    ("The premier will visit on 5 April.", "The premier", None),
    ("The premier has not visited since.", "The premier", None),
    ("The premier visited the old tower.", None, None),
    # subjects
    ("Students demanding lower fees accused the ministry.", "Students", "the ministry"),
    ("A man armed with a knife attacked the guard.", "A man", "the guard"),
    ("A miner saw a man with a knife and attacked the guard.", "A miner", "the guard"),
    ("Chancellor Angela Merkel of Germany condemned Denmark.", "Chancellor Angela Merkel", "Denmark"),
    ("Norway along with its allies accused Denmark.", "Norway", "Denmark"),
    ("Anna Berg, the premier, on Sunday in Oslo again accused Denmark.", "Anna Berg", "Denmark"),
    ("Norway agreed to talk, and Denmark accused Spain.", "Denmark", "Spain"),
    ("Norway, Chad, and Denmark accused Spain.", "Chad", "Spain"),
    ("The men were tired and accused the guard.", "The men", "the guard"),
    ("The rebels overthrew the king and shot the guard.", "The rebels", "the guard"),
    ("A man who came from Rome tried to rest, stabbed the cook and killed a guard.", "A man", "a guard"),
    ("Anna Berg dispatched two ministers to meet doctors, and directed the staff to wait.", "Anna Berg", "the staff"),
    ("At a rally in Rome, Italy, on Sunday, some of the students accused the ministry.", "some of the students", "the ministry"),
    ("The man who shot a cook accused the guard.", "The man", "the guard"),
    ("The mayor left, and aid workers began accusing the union.", "aid workers", "the union"),
    ("A 59-year-old on her way to a hall in Rome was praised by Denmark.", "Denmark", "A 59-year-old on her way"),
    ("He and the mayor accused the union.", "He and the mayor", "the union"),
    ("He and Anna Berg accused Spain.", "He", "Spain"),
    ("He and Anna Berg accused Spain.", "Anna Berg", "Spain"),
    ("A man wanted over a fire in Rome accused the guard.", "A man", "the guard"),
    ("Soldiers loyal to the premier accused the guard.", "Soldiers", "the guard"),
    ("The head of the party that ruled Denmark accused Spain.", "The head of the party", "Spain"),
    ("Families of those who fled under army rule accused Spain.", "Families of those", "Spain"),
    ("Rebels who have been fighting since 2003 accused Spain.", "Rebels", "Spain"),
    ("A clerk who wrote about gangs and drugs accused Spain.", "A clerk", "Spain"),
    ("Mark Carney, who says Denmark accused Spain, left.", "Denmark", "Spain"),
    ("Groups based in Chad and opposed to the army accused Spain.", "Groups", "Spain"),
    ("A gunman dressed as a guard attacked two miners.", "A gunman", "two miners"),
    ("A couple from Rome who had accused Spain left.", "A couple from Rome", "Spain"),
    ("Norway, a neighbour of long standing, said it accused Spain.", "Norway", "Spain"),
    ("Mark Carney, who is 60, said he accused Spain.", "Mark Carney", "Spain"),
    ("President Bashar al-Assad on Sunday accused Spain.", "President Bashar al-Assad", "Spain"),
    ("Mr. Hale's friend Omar al-Tayeb accused Spain.", "Mr. Hale's friend Omar al-Tayeb", "Spain"),
    # numbers, ages, parts of a group
    ("One of them was praised by Denmark.", "Denmark", "One of them"),
    ("Denmark praised two of them.", "Denmark", "two of them"),
    ("A 19-year-old accused the guard.", "A 19-year-old", "the guard"),
    ("Tens of thousands of teachers accused the ministry.", "Tens of thousands of teachers", "the ministry"),
    ("At least five rebels accused the guard.", "five rebels", "the guard"),
    ("The suspect, Gary Gomes, 35, of New Bedford, accused the guard.", "Gary Gomes", "the guard"),
    ("Gary Gomes, 35, accused the guard.", "Gary Gomes", "the guard"),
    ("Her campaign accused Denmark.", "Her campaign", "Denmark"),
    ("A campaign accused Denmark.", None, None),
    ("A 40-year-old law accused Denmark.", None, None),
    # where an object ends
    ("Anna Berg has pushed for change while Denmark slept.", "Anna Berg", None),
    ("Premier Lund rejected a plan that miners drew up.", "Premier Lund", None),
    ("Norway threatened to leave unless Denmark gave in.", "Norway", "Denmark"),
    ("The jury convicted the mayor of fraud.", "The jury", "the mayor"),
    ("The jury convicted the mayor of Rome of fraud.", "The jury", "the mayor of Rome"),
    ("Norway held talks in the Danish capital, Copenhagen, with Spain.", "Norway", "Spain"),
    ("Miners went on strike to protest the premier's plan.", "Miners", "the premier's plan"),
    ("Norway complained to Denmark about Spain.", "Norway", "Spain"),
    ("The governor slammed his proposal.", "The governor", "his"),
    ("The governor praised his choice of words.", "The governor", "his"),
    ("The governor defended his proposal.", None, None),
]


@pytest.mark.parametrize(("text", "actor", "recipient"), CASES)
def test_parties_are_found_by_their_place(told_in, text, actor, recipient):
    found = set(told_in(CASES, text).select("actor_text", "recipient_text").rows())
    if actor is None:
        assert not found
    else:
        assert (actor, recipient) in found


SPEAKERS = [
    ("Police say he attacked two officers.", "he"),
    ("The minister said he attacked two officers.", "The minister"),
    ("Police said they attacked two rebels.", "Police"),
]


@pytest.mark.parametrize(("text", "actor"), SPEAKERS)
def test_who_speaks_is_no_he_when_several_people_or_a_thing(told_in, text, actor):
    assert actor in told_in(SPEAKERS, text)["actor_text"].to_list()


DEEDS = [
    ("The charges were dropped.", True),
    ("The ban was lifted on Sunday.", True),
    ("Two arrests were made.", True),
    ("Four bombs were dropped.", True),
    ("The conviction was overturned in 2007.", True),
    ("His identity was not released.", False),
    ("The roads were blocked.", False),
    ("The old hat was dropped.", False),
]


@pytest.mark.parametrize(("text", "is_event"), DEEDS)
def test_a_passive_about_the_own_object_of_a_deed_needs_no_party(told_in, text, is_event):
    found = told_in(DEEDS, text).select("actor_text", "recipient_text").unique().rows()
    assert found == ([(None, None)] if is_event else [])


VICTIMS = [
    ("One was charged with murder.", "One"),
    ("Anna Hale, 66, of Leeds was killed on Sunday.", "Anna Hale"),
    ("Gray's autopsy showed he had been shot.", "he"),
    ("Anna Hale, 66, of Leeds, Ohio, was arrested.", "Anna Hale"),
    ("The man charged with killing Anna Hale was jailed.", "The man"),
    ("Two were killed in Rome.", "Two"),
    ("Some 20 others were wounded in Rome.", "Some 20 others"),
    ("The two plans were killed in Rome.", None),
    ("Also arrested were two sailors of the ship.", "two sailors of the ship"),
    ("Among those killed was Anna Hale.", "Anna Hale"),
    ("Those killed were strong.", None),
    ("A tip led to the arrest of two sailors.", "two sailors"),
    ("The inquiry resulted in the conviction of a guard.", "a guard"),
    ("A tip led to the old arrest report.", None),
    ("A man wanted over a theft in Rome was arrested.", "A man"),
    ("A guard accused of theft was asleep at noon.", None),
    ("The men were beaten, chained and arrested on Sunday.", "The men"),
    ("The men were arrested and sang on Sunday.", "The men"),
]


@pytest.mark.parametrize(("text", "victim"), VICTIMS)
def test_who_suffers_may_be_a_number(told_in, text, victim):
    found = told_in(VICTIMS, text).select("actor_text", "recipient_text").unique().rows()
    assert found == ([(None, victim)] if victim else [])


NUMBERS = [
    ("Thousands from the south marched in Rome.", "Thousands from the south"),
    ("A plan from the south marched in Rome.", None),
    ("Hundreds accused the mayor.", "Hundreds"),
    ("Hundreds of orders accused the mayor.", None),
    ("Several condemned the mayor.", "Several"),
    ("Several condemned men slept.", None),
]


@pytest.mark.parametrize(("text", "actor"), NUMBERS)
def test_a_number_acts(told_in, text, actor):
    assert told_in(NUMBERS, text)["actor_text"].to_list() == ([actor] if actor else [])


GATHERED = [
    ("A meeting of foreign ministers opened in Rome.", "foreign ministers"),
    ("Norway heard of a meeting of foreign ministers in Rome.", None),
    ("A meeting of two rivers was drawn.", None),
    ("Leaders of six nations gather in Rome for a summit.", "Leaders of six nations"),
    ("The clouds of six nations gather in Rome for a summit.", None),
    ("Premier Lund arrived in Rome for two days of talks with Spain.", "Premier Lund"),
    ("Premier Lund spoke by telephone with President Sorel.", "Premier Lund"),
]


@pytest.mark.parametrize(("text", "actor"), GATHERED)
def test_those_who_meet_are_found_beside_nouns_and_in_plurals(told_in, text, actor):
    assert set(told_in(GATHERED, text)["actor_text"].to_list()) == ({actor} if actor else set())


def test_accidents_and_storms_do_nothing_to_anybody(told):
    assert told("Five people were killed in a crash near Rome.", "A storm killed five people.", "Five were hurt by the quake.").is_empty()
    assert told("Five people were killed in an attack near Rome.")["recipient_text"].to_list() == ["Five people"]
    assert told("A driver was arrested after the crash.")["recipient_text"].to_list() == ["A driver"]


def test_a_thing_acts_in_no_event(told):
    assert told("The plan accused nobody.", "The old tower supported the roof.", "A price rise met the target.").is_empty()


ENTITIES = [
    ("Canada accused Denmark.", "country:CA", "CA", "country:DK", "DK"),
    ("Canadian officials accused the Danish government.", "country:CA", "CA", "country:DK", "DK"),
    ("Canadian soldiers arrested a Danish sailor.", None, "CA", None, "DK"),
    ("Ottawa accused Emmanuel Macron.", "country:CA", "CA", "emmanuel-macron", "FR"),
    ("Emmanuel Macron visited Ottawa.", "emmanuel-macron", "FR", "ottawa", "CA"),
    ("The rail union accused the company.", None, None, None, None),
    ("The Department of Health and Human Services accused Spain.", "department-of-health-and-human-services", "US", "country:ES", "ES"),
    ("German Chancellor Angela Merkel visited Canada.", "angela-merkel", "DE", "canada", "CA"),
    ("U.S. Secretary of State John Kerry accused Spain.", "john-kerry", "US", "country:ES", "ES"),
    ("Foreign ministers of Norway accused Spain.", None, "NO", "country:ES", "ES"),
    ("Critics of Norway accused Spain.", None, None, "country:ES", "ES"),
    ("Bosnia and Herzegovina accused Spain.", "country:BA", "BA", "country:ES", "ES"),
    ("Denmark condemned the arrest of Emmanuel Macron.", "country:DK", "DK", "emmanuel-macron", "FR"),
    ("Canada and France accused Denmark.", "country:CA", "CA", "country:DK", "DK"),
]


@pytest.mark.parametrize(("text", "actor_id", "actor_country", "recipient_id", "recipient_country"), ENTITIES)
def test_parties_mean_names_and_countries(told_in, text, actor_id, actor_country, recipient_id, recipient_country):
    row = told_in(ENTITIES, text).select("actor_id", "actor_country", "recipient_id", "recipient_country").row(0)
    assert row == (actor_id, actor_country, recipient_id, recipient_country)


def test_a_pronoun_means_the_one_person_named_before_it(told):
    assert told("Mark Carney came to Paris. He met Ursula von der Leyen.")["actor_id"].to_list() == ["mark-carney"]
    assert told("Mark Carney sat by Keir Starmer. He met Ursula von der Leyen.")["actor_id"].to_list() == [None]
    assert told("Mark Carney came to Paris. She met Emmanuel Macron.")["actor_id"].to_list() == [None]
