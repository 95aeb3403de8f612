import pytest

CASES = [
    ("Canada and France accused Denmark.", [("Canada", "Denmark"), ("France", "Denmark")]),
    ("Canada, France and Norway accused Denmark.", [("Canada", "Denmark"), ("France", "Denmark"), ("Norway", "Denmark")]),
    ("Canada accused Denmark and Spain.", [("Canada", "Denmark"), ("Canada", "Spain")]),
    (
        "Canada and France accused Denmark and Spain.",
        [("Canada", "Denmark"), ("Canada", "Spain"), ("France", "Denmark"), ("France", "Spain")],
    ),
    ("Canada, France and Denmark met.", [("Canada", "France"), ("Canada", "Denmark"), ("France", "Denmark")]),
    ("A summit between Canada, France and Denmark ended.", [("Canada", "France"), ("Canada", "Denmark"), ("France", "Denmark")]),
    ("Spain was accused by Canada and France.", [("Canada", "Spain"), ("France", "Spain")]),
    ("Mark Carney and his wife visited Paris.", [("Mark Carney", "Paris"), ("his wife", "Paris")]),
    ("Mark Carney, the premier, and Keir Starmer accused Spain.", [("Mark Carney", "Spain"), ("Keir Starmer", "Spain")]),
    ("Norwegian and Danish officials accused Spain.", [("Norwegian", "Spain"), ("Danish officials", "Spain")]),
    ("Canada left in 2017, and France accused Spain.", [("France", "Spain")]),
    # One party, or too many to be told apart.
    ("Doctors and nurses accused Spain.", [("Doctors and nurses", "Spain")]),
    ("Bosnia and Herzegovina accused Spain.", [("Bosnia and Herzegovina", "Spain")]),
    ("The Department of Health and Human Services accused Spain.", [("The Department of Health and Human Services", "Spain")]),
    ("Canada, France, Norway, Chad and Peru accused Spain.", [("Canada, France, Norway, Chad and Peru", "Spain")]),
    ("The Irish-American senator accused Spain.", [("The Irish-American senator", "Spain")]),
]


@pytest.mark.parametrize(("text", "pairs"), CASES)
def test_members_of_an_enumeration_act_and_suffer_each(told_in, text, pairs):
    found = told_in(CASES, text)
    assert sorted(found.select("actor_text", "recipient_text").rows()) == sorted(pairs)
    for row in found.iter_rows(named=True):
        for side in ("actor", "recipient"):
            assert text[row[f"{side}_start_char"] : row[f"{side}_end_char"]] == row[f"{side}_text"]


def test_a_noun_said_once_governs_each_demonym(told):
    assert told("Norwegian and Danish officials accused Spain.")["actor_id"].to_list() == ["country:NO", "country:DK"]
    assert told("Norwegian and Danish sailors accused Spain.").select("actor_id", "actor_country").rows() == [(None, "NO"), (None, "DK")]


def test_members_share_the_date_of_their_event(told):
    assert told("On Sunday Canada and France accused Denmark.")["event_date"].n_unique() == 1
