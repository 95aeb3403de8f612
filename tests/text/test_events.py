from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.lexicons import load
from pipelines.schemas.extracted import EVENT_TYPES
from pipelines.text.event_patterns import MODES, WORD_COLUMNS, checked, forms, with_word_groups

PATTERNS = load("event_patterns")
GROUPS = load("word_groups")
COUNTRIES = load("countries")


def test_patterns_are_sound_and_cover_every_type():
    assert checked(PATTERNS).height >= 150
    assert set(PATTERNS["event_type"]) == set(EVENT_TYPES) == set(MODES)
    assert PATTERNS["cameo_root"].str.contains(r"^(0[1-9]|1[0-9]|20)$").all()


@pytest.mark.parametrize(
    "broken",
    [
        PATTERNS.with_columns(note=pl.lit("")),
        PATTERNS.with_columns(event_type=pl.lit("GOSSIP")),
        PATTERNS.with_columns(shape=pl.lit("sonnet")),
        PATTERNS.with_columns(event_mode=pl.lit("gossip")),
        PATTERNS.with_columns(event_mode=pl.lit("tariff")),
        PATTERNS.with_columns(recipient_slots=pl.lit("object|beneath")),
        pl.concat((PATTERNS, PATTERNS.head(1))),
    ],
)
def test_broken_patterns_are_refused(broken):
    with pytest.raises(ValueError, match=r"columns|unknown|twice"):
        checked(broken)


def test_modes_are_a_closed_list_and_each_has_a_pattern():
    assert set(MODES) == set(EVENT_TYPES)
    listed = {(event_type, mode) for event_type, modes in MODES.items() for mode in modes}
    assert set(PATTERNS.select("event_type", "event_mode").rows()) == listed


def test_names_of_word_groups_stand_for_their_words():
    one = PATTERNS.filter(pl.col("rule_id") == "event:sanction:sever").with_columns(context_words=pl.lit("army|@country"))
    told = with_word_groups(one, GROUPS, COUNTRIES)
    ties = GROUPS.filter(pl.col("word_group") == "ties")["word"].to_list()
    assert told["object_words"].item().split("|") == [*ties, "cooperations", "relationships"]
    assert {"army", "norway", "danish"} <= set(told["context_words"].item().split("|"))
    assert with_word_groups(PATTERNS, GROUPS, COUNTRIES).height == PATTERNS.height
    with pytest.raises(ValueError, match="unknown word groups"):
        with_word_groups(one.with_columns(object_words=pl.lit("@nonsense")), GROUPS, COUNTRIES)


def test_word_groups_are_used_and_hold_each_word_once():
    assert not GROUPS.select("word_group", "word").is_duplicated().any()
    named = PATTERNS.select(pl.concat_str(WORD_COLUMNS, separator="|", ignore_nulls=True).alias("words"))
    marks = set(named["words"].str.extract_all(r"@\w+").explode().drop_nulls().str.strip_prefix("@"))
    assert set(GROUPS["word_group"]) <= marks


def test_every_pattern_finds_its_example_and_not_its_near_miss(told):
    examples = told(*PATTERNS["example"]).select(row="doc", rule_id="rule_id")
    misses = told(*PATTERNS["near_miss"]).select(row="doc", rule_id="rule_id")
    own = PATTERNS.select("rule_id").with_row_index("row")
    assert own.join(examples, on=["row", "rule_id"], how="anti")["rule_id"].to_list() == []
    assert own.join(misses, on=["row", "rule_id"], how="semi")["rule_id"].to_list() == []


def test_words_joined_in_a_trigger_make_triggers_of_their_own():
    free = PATTERNS.filter(pl.col("rule_id") == "event:yield:free")
    one = free.with_columns(trigger=pl.lit("free|loose up @own men"), forms=pl.lit(None, pl.String))
    rows = forms(with_word_groups(one, GROUPS, COUNTRIES))
    assert {"freed", "loosing"} <= set(rows["head"])
    assert set(rows["rest"]) == {f"up {word} men" for word in ("her", "his", "its", "their")}
    assert set(rows["words"]) == {4}


def test_forms_are_inflected():
    rows = forms(PATTERNS.filter(pl.col("rule_id").is_in(["event:coerce:ban", "event:reject:deny", "event:yield:free"])))
    assert {"ban", "bans", "banned", "banning", "deny", "denies", "denied", "denying", "freeing"} <= set(rows["head"])


DEEDS = [
    ("The premier met the king.", ["CONSULT"]),
    ('The premier said "we met the king".', []),
    ("The premier said “we accused Norway of theft”.", []),
    ("The premier called it “a gift” and accused Norway.", ["ACCUSE"]),
    ("Rebels rejected calls for talks with Chad.", ["REJECT"]),
    ("Norway agreed to lift sanctions against Chad.", ["AGREE"]),
    ("Norway threatened to attack Chad.", ["THREATEN"]),
    ("Norway’s offer to release the Danish sailors was noted.", ["AGREE"]),
    ("Norway will release the Danish sailors.", ["YIELD"]),
    ("An accord between Norway and Denmark was reached on Friday.", ["AGREE"]),
    ("Talks were held on Friday.", []),
    ("A plan that would urge Norway to free the sailors was read.", []),
    ("Officials said Norway must free the Danish sailors.", ["REQUEST"]),
    ("The paper reaffirms that all sides must free sailors.", []),
    ("The premier spoke to the staff guarding Denmark's embassy.", ["CONSULT"]),
    ("The Danish ministers tendered their resignations.", ["YIELD"]),
    ("Police raided the camp in concert with the Danish army.", ["COERCE", "COOPERATE"]),
    ("Chad accused Sudan of raids in concert with Mali.", ["ACCUSE"]),
    ("The council urged Norway to release the prisoners.", ["REQUEST"]),
    ("The Attack Group met at noon.", []),
    ("He said that prices were met with dismay.", []),
]


@pytest.mark.parametrize(("text", "types"), DEEDS)
def test_only_deeds_of_their_own_are_told(told_in, text, types):
    assert told_in(DEEDS, text)["event_type"].to_list() == types


LOOKALIKES = [
    pytest.param("The crowd was demonstrating that the lock had failed.", [], id="an excluded word that opens a clause"),
    pytest.param("The crowd was demonstrating against the premier.", ["PROTEST"], id="none of the excluded words"),
    pytest.param("Norway met the standards of the Danish union.", [], id="met a thing"),
    pytest.param("Norway met the Danish union.", ["CONSULT"], id="met a body"),
    pytest.param("The senator attacked Premier Lund over the budget.", ["ACCUSE"], id="attacked in words"),
    pytest.param("Gunmen attacked Premier Lund on Sunday.", ["ASSAULT"], id="attacked with guns"),
    pytest.param("The candidate fights for his life in Ohio.", [], id="fights for his life"),
    pytest.param("President Sorel called Premier Lund a friend.", [], id="called as named"),
    pytest.param("President Sorel called Premier Lund a liar.", ["ACCUSE"], id="called names"),
    pytest.param("President Sorel called Premier Lund on Friday.", ["CONSULT"], id="called by telephone"),
    pytest.param("Premier Lund told reporters that he had to go.", [], id="told is a statement"),
    pytest.param("Premier Lund told the ministry to go.", ["REQUEST"], id="told to is an order"),
    pytest.param("Premier Lund declined to comment on Norway.", [], id="declined to comment"),
    pytest.param("Premier Lund spoke to reporters in Oslo.", [], id="spoke to reporters"),
    pytest.param("Premier Lund backed away from Norway.", [], id="backed away"),
    pytest.param("Norway was safe thanks to Premier Lund.", [], id="thanks to"),
    pytest.param("The Danish opposition leader slept.", [], id="first part of a longer noun"),
    pytest.param("Officials said when suspected rebels slept.", [], id="participle before a noun"),
    pytest.param("Sanctions were imposed on Chad by Norway.", ["COERCE"], id="own object in the passive, noun and verb once"),
    pytest.param("Premier Lund will resign if Norway attacks Denmark.", ["YIELD"], id="a condition is none"),
    pytest.param("Chad accused Sudan after two soldiers were killed.", ["ACCUSE"], id="in passing"),
    pytest.param("Two soldiers were killed on Sunday.", ["ASSAULT"], id="the same alone"),
    pytest.param("Students will hold contests on March 1 in Norway.", [], id="a month is no march"),
    pytest.param("An earthquake killed two people in Oslo.", [], id="killed by nature"),
    pytest.param("Two people were killed in a car crash.", [], id="killed by accident"),
    pytest.param("Gunmen shot two guards after a car crash.", ["ASSAULT"], id="shot after an accident"),
    pytest.param("Soldiers arrested looters after the earthquake.", ["COERCE"], id="another deed after a disaster"),
]


@pytest.mark.parametrize(("text", "types"), LOOKALIKES)
def test_what_only_looks_like_a_deed_is_none(told_in, text, types):
    assert told_in(LOOKALIKES, text)["event_type"].to_list() == types


SUFFERERS = [
    pytest.param("Five people killed in Oslo bombing.", (None, "Five people"), id="headline"),
    pytest.param("Two men arrested over the theft of a car.", (None, "Two men"), id="preposition"),
    pytest.param("Three soldiers injured as a truck fell.", (None, "Three soldiers"), id="clause"),
    pytest.param("Homes had been destroyed and three people killed.", (None, "three people"), id="without another form of be"),
    pytest.param("Anna Berg, arrested on Monday, left.", (None, "Anna Berg"), id="between commas"),
    pytest.param("Police arrested two men over the theft.", ("Police", "two men"), id="object"),
    pytest.param("Rebels killed 20 in Oslo.", ("Rebels", "20"), id="number"),
    pytest.param("He's charged with fraud.", (None, "He"), id="is, shortened"),
    pytest.param("He's charged the banker with fraud.", ("He", "the banker"), id="has, shortened"),
    pytest.param("A banker who’s accused of fraud left.", (None, "A banker"), id="who is"),
    pytest.param("Three men received sentences of ten years.", (None, "Three men"), id="a verb of undergoing"),
    pytest.param("Anna Berg faces charges of fraud.", (None, "Anna Berg"), id="its object words behind it"),
    pytest.param("A man was given a life sentence by the court.", ("the court", "A man"), id="a form of be as first word"),
    pytest.param("Rebels attacked on Sunday.", ("Rebels", None), id="verb that can go without"),
    pytest.param("The premier was sacked and placed under house arrest.", (None, "The premier"), id="second of two, of several words"),
    pytest.param("Ten men were shot dead with rifles stolen by the mayor.", (None, "Ten men"), id="by belongs to another participle"),
    pytest.param("A priest kidnapped earlier this week left.", (None, "A priest"), id="a time follows"),
    pytest.param("Norwegians shot dead in Oslo on Monday left no note.", (None, "Norwegians"), id="of two words, a place follows"),
    pytest.param("A car bomb near the mosque killed two guards.", (None, "two guards"), id="a thing hides who acts"),
]


JOINED = [
    pytest.param("Anna Berg was convicted of fraud and sentenced to ten years.", [None, None], id="behind an of"),
    pytest.param("Anna Berg was tried and convicted of fraud.", [None], id="behind a verb that is mostly followed by to"),
    pytest.param("Anna Berg was arrested in Oslo on Monday and charged with fraud.", [None, None], id="behind a place and a day"),
    pytest.param("Anna Berg was arrested in Oslo and charged the police with theft.", [None, "Anna Berg"], id="an object follows"),
    pytest.param("Anna Berg was charged in 2014 and extradited to Norway this year.", [None, None], id="a verb that a place follows"),
    pytest.param(
        "Anna Berg was charged before a military court in Oslo and jailed for three years.", [None, None], id="before, and a place"
    ),
    pytest.param(
        "Anna Berg was arrested before the court sat and the judge jailed the banker.", [None, "the judge"], id="clause of its own"
    ),
    pytest.param("Rebels slept in Oslo and killed on Sunday.", ["Rebels"], id="no passive before"),
]


@pytest.mark.parametrize(("text", "actors"), JOINED)
def test_a_passive_may_go_on_behind_its_own_words(told_in, text, actors):
    assert told_in(JOINED, text)["actor_text"].to_list() == actors


@pytest.mark.parametrize(("text", "parties"), SUFFERERS)
def test_a_participle_without_an_object_tells_who_suffers(told, text, parties):
    assert told(text).select("actor_text", "recipient_text").rows() == [parties]


MENTIONS = [
    pytest.param("Norway met rebels who had attacked Chad.", ["CONSULT"], id="restrictive clause"),
    pytest.param("Norway met Anna Berg, who had accused Chad.", ["CONSULT", "ACCUSE"], id="clause between commas"),
    pytest.param("Rebels who had attacked Chad fled.", ["ASSAULT"], id="restrictive clause without another deed"),
    pytest.param("Norway released a ship that was seized by Chad.", ["YIELD"], id="relative clause in the passive"),
    pytest.param("Norway rejected a treaty signed by Chad.", ["REJECT"], id="participle of a thing"),
    pytest.param("Norway accused Chad, attacked by rebels on Sunday.", ["ACCUSE", "ASSAULT"], id="participle between commas"),
    pytest.param("Norway suspended its help by accusing Chad.", ["ACCUSE"], id="the only deed that is told in full"),
    pytest.param("Norway left Chad in anger, accusing Denmark.", ["ACCUSE"], id="participle of the subject"),
    pytest.param("Norway accused Denmark of meeting Chad.", ["ACCUSE"], id="gerund behind a preposition"),
    pytest.param("Norway accused Denmark after meeting Chad.", ["ACCUSE", "CONSULT"], id="gerund that tells what came before"),
    pytest.param("The premier talks about bombing Chad.", [], id="gerund that is only an idea"),
    pytest.param("Norway accused Denmark after Spain met Chad.", ["ACCUSE", "CONSULT"], id="clause with its own subject"),
    pytest.param("Norway arrested spies supporting Chad.", ["COERCE"], id="participle of people"),
    pytest.param("Norway thanked Denmark despite rebel attacks on Chad.", ["SUPPORT"], id="noun behind a preposition"),
    pytest.param("Norway arrested a man for the kidnapping and rape of students.", ["COERCE"], id="coordinated noun"),
    pytest.param("Soldiers kidnapped and raped students.", ["ASSAULT", "ASSAULT"], id="coordinated verbs"),
    pytest.param("Soldiers shot and killed students.", ["ASSAULT"], id="verbs of one deed"),
    pytest.param("Soldiers shot and killed a student and wounded a guard.", ["ASSAULT", "ASSAULT"], id="other victims"),
    pytest.param("Soldiers arrested and charged the student.", ["COERCE", "ACCUSE"], id="verbs of two types"),
    pytest.param("Norway condemned alleged attacks by Chad.", ["ACCUSE"], id="attribute"),
    pytest.param("Norway agreed to open its borders and grant asylum to Chad.", ["AGREE"], id="second infinitive"),
    pytest.param("Norway agreed to talk, and Denmark expelled two diplomats.", ["AGREE", "SANCTION"], id="another clause"),
    pytest.param("Norway rejected a call for troops to be deployed in Chad.", ["REJECT"], id="infinitive in the passive"),
    pytest.param("Premier Lund had halted the talks with Chad.", ["SANCTION"], id="auxiliary"),
    pytest.param("Premier Lund had talks with Chad.", ["CONSULT"], id="full verb"),
    pytest.param("There have been talks between Norway and Chad.", ["CONSULT"], id="there have been"),
    pytest.param("Premier Lund faced calls to resign.", [], id="what a call is for"),
    pytest.param("Premier Lund agreed with his critics to resign.", ["AGREE"], id="what is agreed"),
    pytest.param("Premier Lund met with reporters in Oslo.", [], id="the press"),
    pytest.param("Premier Lund met with miners in Oslo.", ["CONSULT"], id="other people"),
    pytest.param("Norway thanked Denmark and the Danish government.", ["SUPPORT"], id="one party twice"),
    pytest.param("Norway thanked Denmark and the Swedish government.", ["SUPPORT", "SUPPORT"], id="two parties"),
]


@pytest.mark.parametrize(("text", "types"), MENTIONS)
def test_what_serves_another_deed_is_none_of_its_own(told, text, types):
    assert told(text)["event_type"].to_list() == types


def test_titles_tell_no_event(told):
    assert told("Premier meets king of Norway", role="title").is_empty()


CLAUSES = [
    ("Mark Carney met Emmanuel Macron in Paris on Monday.", "meet", "happened", date(2025, 3, 17)),
    ("Mark Carney spoke with Ursula von der Leyen in a Sunday call that touched on trade.", "call", "happened", date(2025, 3, 16)),
    ("Mark Carney has not yet spoken to Donald Trump.", "call", "negated", None),
    ("Mark Carney will also meet with King Charles on Thursday.", "meet", "planned", date(2025, 3, 20)),
    ("Mark Carney could meet Donald Trump.", "meet", "hypothetical", None),
    ("Mark Carney speaks with Donald Trump on Thursday.", "call", "planned", date(2025, 3, 20)),
    ("Mark Carney meets Donald Trump next week.", "meet", "planned", None),
    ("Mark Carney meets Donald Trump often.", "meet", "happened", None),
    ("Mark Carney spoke with Donald Trump on Thursday.", "call", "happened", date(2025, 3, 13)),
    ("Officials said on Saturday that Mark Carney could meet Donald Trump.", "meet", "hypothetical", None),
    ("Keir Starmer left Mark Carney, who'd met Donald Trump.", "meet", "happened", None),
    ("Mark Carney met Keir Starmer, officials said on Sunday.", "meet", "happened", None),
    ("Mark Carney met Keir Starmer, before he spoke on Sunday.", "meet", "happened", None),
]


@pytest.mark.parametrize(("text", "mode", "status", "day"), CLAUSES)
def test_status_and_date_come_from_the_triggers_clause(told_in, text, mode, status, day):
    assert told_in(CLAUSES, text).select("event_mode", "status", "event_date").row(0) == (mode, status, day)


def test_that_day_takes_up_the_date_before(told):
    found = told("Mark Carney flew to Paris on Sunday. The same day he met Emmanuel Macron.")
    assert found.select("event_date", "event_date_text").row(1) == (date(2025, 3, 16), "The same day")


def test_day_that_was_spent_is_the_day_told_before(told):
    found = told("Mark Carney flew home on Sunday. He began the day in Paris where he met Emmanuel Macron.")
    assert found.select("event_date", "event_date_text").row(-1) == (date(2025, 3, 16), "the day")
    assert told("Mark Carney began the day in Paris where he met Emmanuel Macron.")["event_date"].to_list()[-1] is None


def test_place_stands_in_the_clause(told):
    assert told("Mark Carney met Emmanuel Macron in Paris.")["place"].to_list() == ["Paris"]
    assert told("Mark Carney met Emmanuel Macron of Paris.")["place"].to_list() == [None]


PIECES = ["Norway met Chad", "“", "’", "(", "\n", "Café ", " was", ", ", "accused by", " Ürümqi", ". "]


@settings(max_examples=6, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), min_size=6, max_size=24))
def test_spans_are_exact_in_any_text(told, texts):
    for row in told(*(text if text.strip() else "Nobody." for text in texts)).iter_rows(named=True):
        text = texts[row["doc"]]
        assert text[row["start_char"] : row["end_char"]] == row["text"]
        for side in ("actor", "recipient"):
            if row[f"{side}_text"] is not None:
                assert text[row[f"{side}_start_char"] : row[f"{side}_end_char"]] == row[f"{side}_text"]
