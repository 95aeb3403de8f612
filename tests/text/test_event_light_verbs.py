import pytest

from pipelines.lexicons import load
from pipelines.text.event_light_verbs import KINDS

CASES = [
    ("Premier Lund drew widespread criticism from the rail union.", "the rail union", "Premier Lund"),
    ("Premier Lund faces criticism from Denmark.", "Denmark", "Premier Lund"),
    ("The plan drew criticism from the rail union.", "the rail union", "The plan"),
    ("The plan sparked protests by students.", "students", "The plan"),
    ("The company is under investigation by the police.", "the police", "The company"),
    ("The agency came under attack from rebels.", "rebels", "The agency"),
    ("Premier Lund secured the endorsement of the rail union.", "the rail union", "Premier Lund"),
    ("Premier Lund picked up the endorsement of the rail union.", "the rail union", "Premier Lund"),
    ("Premier Lund won Anna Berg's endorsement.", "Anna Berg", "Premier Lund"),
    ("Premier Lund has the support of the rail union.", "the rail union", "Premier Lund"),
    ("Premier Lund was dealt a rebuke by the court.", "the court", "Premier Lund"),
    ("The company was hit with a lawsuit by Denmark.", "Denmark", "The company"),
    ("Premier Lund came in for criticism from the rail union.", "the rail union", "Premier Lund"),
    ("Premier Lund is the target of criticism from Denmark.", "Denmark", "Premier Lund"),
    ("Premier Lund received a call from Anna Berg.", "Anna Berg", "Premier Lund"),
    ("Premier Lund issued a statement of support for the rail union.", "Premier Lund", "the rail union"),
    ("The police carried out the arrest of the guard.", "The police", "the guard"),
    # the noun alone
    ("The arrest of two men by police made news.", "police", "two men"),
    ("Pressure on Chad from the rebels rose over a support deal.", "the rebels", "Chad"),
    ("The town saw the arrest of the guard by Norway.", "Norway", "the guard"),
    # near-misses
    ("Premier Lund has praised the endorsement of the rail union.", "Premier Lund", "the endorsement of the rail union"),
    ("The plan drew a crowd from the rail union.", None, None),
    ("The plan drew on criticism of the rail union.", None, None),
    ("Each town gets Lund aid.", None, None),
    ("Premier Lund faces two years of drought.", None, None),
    ("The show drew a large Danish audience.", None, None),
]


@pytest.mark.parametrize(("text", "actor", "recipient"), CASES)
def test_the_subject_acts_or_receives_as_the_light_verb_says(told_in, text, actor, recipient):
    found = set(told_in(CASES, text).select("actor_text", "recipient_text").rows())
    if actor is None:
        assert not found
    else:
        assert (actor, recipient) in found


def test_light_verbs_are_sorted_and_of_known_kinds():
    verbs = load("light_verbs")
    assert verbs["form"].to_list() == sorted(set(verbs["form"]))
    assert set(verbs["kind"]) == set(KINDS)
