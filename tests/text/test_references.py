import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from together import together

from pipelines.lexicons import load
from pipelines.text import marks, reference_mentions, references, role_nouns
from pipelines.text.clause_kinds import fold
from pipelines.text.names import names
from pipelines.text.reference_candidates import FEATURES
from pipelines.text.sentences import with_sentences
from pipelines.text.tokens import tokens
from tests.text.test_quotes import LISTS, articles, read, read_in

PRONOUNS = [
    pytest.param("Anne Kessler arrived. “It is cold,” she said.", "Anne Kessler", id="one-fits"),
    pytest.param("Anne Kessler met Paul Ortiz. “It is cold,” he said.", "Paul Ortiz", id="gender-of-given-name"),
    pytest.param(
        "Mr. Kessler met Mrs. Ortiz. Paul Kessler and Anne Ortiz sat. “It is cold,” she said.", "Anne Ortiz", id="gender-of-title"
    ),
    pytest.param("Anne Kessler arrived. “It is cold,” he said.", None, id="gender-clashes"),
    pytest.param("Anne Kessler met Susan Quill. “It is cold,” she said.", None, id="two-women"),
    pytest.param("Anne Kessler and Susan Quill arrived. “It is cold,” she said.", None, id="two-women-joined"),
    pytest.param("Anne Kessler met Susan Quill. Susan Quill smiled. “It is cold,” she said.", "Susan Quill", id="one-of-two-goes-on"),
    pytest.param("Anne Kessler arrived. “It is cold,” they said.", None, id="plural"),
    pytest.param("Anne Kessler arrived. She said the pier had closed. “It is cold,” she added.", "Anne Kessler", id="pronoun-goes-on"),
    pytest.param("“Paul Ortiz has left,” Peter Quill said. “It is cold,” he added.", "Peter Quill", id="named-in-a-quotation-only"),
    pytest.param("Paul Ortiz arrived. “It is cold,” a senior official said. “It is late,” he added.", None, id="unnamed-speaker"),
    pytest.param("Paul Ortiz arrived. “It is cold,” one woman said. “It is late,” she added.", None, id="unnamed-woman"),
    pytest.param(
        "Zorbinia Quill said she was tired. Paul Ortiz left. “It is cold,” she added.",
        "Zorbinia Quill",
        id="gender-told-by-the-article",
    ),
    pytest.param("His wife, Zorbinia Quill, sat. Paul Ortiz left. “It is cold,” she said.", "Zorbinia Quill", id="gender-of-kin"),
    pytest.param("Paul Ortiz sat. “It is cold,” Zorbin told them. “It is late,” he said.", None, id="unknown-name-spoke-last"),
    pytest.param("When she spoke on Monday, Anne Kessler said: “It is cold out here.”", "Anne Kessler", id="cataphora"),
    pytest.param("Anne Kessler arrived. “It is cold,” said her brother.", None, id="possessive-is-no-subject"),
]


@pytest.mark.parametrize(("text", "name"), PRONOUNS)
def test_pronouns_mean_who_fits_best_or_stay_open(text, name):
    assert read_in(PRONOUNS, text)["speaker_name"].to_list()[-1] == name


ROLE_NOUNS = [
    pytest.param("Prime Minister Anne Kessler arrived. “It is cold,” the prime minister said.", "Anne Kessler", id="title"),
    pytest.param(
        "Prime Minister Anne Kessler met Prime Minister Paul Ortiz. “It is cold,” the prime minister said.", None, id="two-titles"
    ),
    pytest.param(
        "Foreign Minister Anne Kessler met Defence Minister Paul Ortiz. “It is cold,” the minister said.", None, id="two-ministers"
    ),
    pytest.param(
        "Foreign Minister Anne Kessler met Defence Minister Paul Ortiz. “It is cold,” the defence minister said.",
        "Paul Ortiz",
        id="two-ministers-one-told",
    ),
    pytest.param("Sen. Anne Kessler arrived. “It is cold,” the senator said.", "Anne Kessler", id="short-title"),
    pytest.param("Vice President Anne Kessler arrived. “It is cold,” the president said.", None, id="vice-president-is-no-president"),
    pytest.param("Anne Kessler, a lawyer from Porto, met Paul Ortiz. “It is cold,” the lawyer said.", "Anne Kessler", id="apposition"),
    pytest.param("Striker Anne Kessler met Paul Ortiz. “It is cold,” the former striker said.", "Anne Kessler", id="word-before-name"),
    pytest.param("Anne Kessler arrived. A senior official met the press. “It is cold,” the official said.", None, id="unnamed-official"),
    pytest.param(
        "Paul Ortiz arrived. A spokeswoman said the pier had closed. “It is cold,” the spokeswoman said.", None, id="unnamed-before"
    ),
    pytest.param("Anne Kessler met Paul Ortiz. “It is cold,” the witness said.", None, id="nothing-tells"),
    pytest.param("“It is cold,” a senior official said.", None, id="indefinite"),
    pytest.param("The Quarry Workers Union struck. “It is cold,” the union said.", "Quarry Workers Union", id="union"),
    pytest.param("The Quarry Workers Union struck. “It is cold,” the company said.", None, id="union-is-no-company"),
    pytest.param("Marlow Shipping Ltd. met the Quarry Workers Union. “It is cold,” the company said.", "Marlow Shipping Ltd", id="company"),
    pytest.param("The Quarry Workers Union met the Dock Workers Union. “It is cold,” the union said.", None, id="two-unions"),
]


@pytest.mark.parametrize(("text", "name"), ROLE_NOUNS)
def test_role_nouns_mean_whom_the_article_calls_so(text, name):
    assert read_in(ROLE_NOUNS, text)["speaker_name"].to_list()[-1] == name


def tables(*texts: str) -> pl.DataFrame:
    """Return the candidates of the last he or she of each text; the first name in it counts as a speaker."""
    passages = pl.DataFrame(
        {"doc": range(len(texts)), "block_index": 0, "start_char": 0, "text": texts},
        schema={"doc": pl.UInt32, "block_index": pl.Int64, "start_char": pl.Int64, "text": pl.String},
    )
    cut = with_sentences(tokens(passages), LISTS["abbreviations"])
    mentions = names(cut, LISTS)
    outer = fold(cut, marks.pair(cut), mentions, LISTS)
    pronouns = cut.with_row_index("row").filter(pl.col("token").is_in(["he", "she"])).unique("doc", keep="last", maintain_order=True)
    subject = pronouns.select("doc", frame_id=pl.col("doc").cast(pl.Int64), row=pl.col("row").cast(pl.Int64), word="token")
    asked = role_nouns.asked(role_nouns.described(subject, LISTS), LISTS)
    first = mentions.unique("doc", keep="first", maintain_order=True)["row"].cast(pl.Int64)
    bearers = reference_mentions.named(mentions, cut, outer, first, LISTS["role_nouns"])
    return references.table(asked, bearers, cut, outer, LISTS).with_columns(doc="frame_id")


candidates_in = together(tables)


FEATURE_CASES = [
    pytest.param("Anne Kessler left. It rained. “No,” she said.", "sentences_back", 2, id="sentences"),
    pytest.param("Anne Kessler left. “No,” she said.", "previous_sentence", 1, id="previous"),
    pytest.param("Anne Kessler says she is late.", "same_sentence", 1, id="same"),
    pytest.param("Anne Kessler says she is late.", "subject_of_own_sentence", 1, id="subject-of-own"),
    pytest.param("Paul Ortiz met Anne Kessler. “No,” she said.", "subject", 0, id="object"),
    pytest.param("Paul Ortiz spoke of Anne Kessler. “No,” she said.", "behind_preposition", 1, id="preposition"),
    pytest.param("“Anne Kessler left,” it said. “No,” she said.", "only_quoted", 1, id="quoted"),
    pytest.param("“Anne Kessler left,” it said. Anne Kessler sat. “No,” she said.", "only_quoted", 0, id="quoted-and-named"),
    pytest.param("Anne Kessler left. Kessler sat. “No,” she said.", "often_named", 2, id="mentions"),
    pytest.param("Anne Kessler left. “No,” she said.", "gender_agrees", 1, id="gender"),
    pytest.param("Zorbinia Kessler left. “No,” she said.", "gender_agrees", 0, id="gender-unknown"),
    pytest.param("Anne Kessler left. Susan Quill left. “No,” she said.", "named_last", 0, id="not-last"),
    pytest.param("Anne Kessler left. Paul Ortiz left. “No,” she said.", "named_last", 1, id="last-whose-gender-fits"),
    pytest.param("Anne Kessler met Susan Quill. “No,” she said.", "rival_beside", 1, id="rival"),
    pytest.param("Anne Kessler met Paul Ortiz. “No,” she said.", "rival_beside", 0, id="other-gender-is-no-rival"),
    pytest.param("Anne Kessler met Susan Quill. “No,” she said.", "first_of_sentence", 1, id="first"),
]


@pytest.mark.parametrize(("text", "feature", "value"), FEATURE_CASES)
def test_each_feature_can_be_read_in_the_text(text, feature, value):
    assert candidates_in(FEATURE_CASES, text).filter(pl.col("key").str.contains("(?i)kessler"))[feature].to_list() == [value]


def test_whose_gender_differs_is_no_candidate():
    assert tables("Anne Kessler met Paul Ortiz. “No,” he said.")["key"].to_list() == ["paul-ortiz"]


@pytest.mark.parametrize(
    ("scores", "answer"),
    [
        pytest.param([("a", 3.0)], ["a"], id="alone"),
        pytest.param([("a", 0.9)], [], id="below-the-threshold"),
        pytest.param([("a", 3.0), ("b", 1.0)], ["a"], id="ahead"),
        pytest.param([("a", 3.0), ("b", 2.5)], [], id="not-ahead-enough"),
        pytest.param([("a", 1.5), (None, 3.0)], [], id="an-unnamed-one-wins"),
    ],
)
def test_choice_needs_a_score_and_a_margin(scores, answer):
    rows = pl.DataFrame({"frame_id": 7, "entity_id": [who for who, _ in scores], "often_named": [score for _, score in scores]})
    rows = rows.with_columns(pl.lit(0.0).alias(name) for name in FEATURES if name != "often_named").with_columns(entity_name="entity_id")
    weights = pl.DataFrame({"feature": [*FEATURES, "threshold", "margin"], "weight": [1.0] * (len(FEATURES) + 2)})
    assert references.choose(rows, weights)["person_id"].to_list() == answer


def test_each_feature_has_one_weight():
    assert load("reference_weights")["feature"].to_list() == [*FEATURES, "threshold", "margin"]


KINDS = [
    pytest.param("“It is cold,” Anne Kessler said.", "person", id="name"),
    pytest.param("“It is cold,” she said.", "person", id="pronoun"),
    pytest.param("“It is cold,” a senior official said.", "person", id="role"),
    pytest.param("“It is cold,” the mother of two said.", "person", id="head-before-preposition"),
    pytest.param("“It is cold,” the minister from Porto said.", "person", id="place-behind-preposition"),
    pytest.param("“It is cold,” the Quarry Workers Union said.", "organisation", id="organisation"),
    pytest.param("“It is cold,” The Canadian Press said.", "organisation", id="agency"),
    pytest.param("“It is cold,” the Prime Minister's Office said.", "organisation", id="office"),
    pytest.param("“It is cold,” the company said.", "organisation", id="body"),
    pytest.param("“It is cold,” France said.", "place", id="country"),
    pytest.param("“It is cold,” officials said.", "group", id="plural"),
    pytest.param("“It is cold,” they said.", "group", id="they"),
    pytest.param("“It is cold,” two diplomats said.", "group", id="number"),
    pytest.param("“It is cold,” some of the residents said.", "group", id="share"),
    pytest.param("“It is cold,” Anne Kessler and Paul Ortiz said.", "group", id="two-names"),
    pytest.param("“It is cold,” the report said.", "document", id="document"),
    pytest.param("The statement says that it is cold.", "document", id="statement"),
    pytest.param("“It is cold,” it said.", None, id="it"),
    pytest.param("“It is cold and late and there is nothing more to say here.”", None, id="no-speaker"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_speaker_kinds(text, kind):
    assert read_in(KINDS, text)["speaker_kind"].to_list()[-1] == kind


def test_a_quotation_that_goes_on_has_the_kind_of_its_speaker():
    assert read("“It is cold,” officials said. “It is late and it is dark here.”")["speaker_kind"].to_list() == ["group", "group"]


@pytest.mark.parametrize(
    ("phrase", "head", "kind", "plural"),
    [
        pytest.param("the 45-year-old", "45-year-old", "person", False, id="age"),
        pytest.param("the former prime minister", "prime-minister", "person", False, id="compound"),
        pytest.param("the senator's spokeswoman", "spokeswoman", "person", False, id="possessive"),
        pytest.param("a source familiar with the talks", "source", "person", False, id="tail"),
        pytest.param("local residents", "resident", "group", True, id="plural"),
        pytest.param("many policemen", "policeman", "group", True, id="plural-in-men"),
        pytest.param("three of the lawyers", "lawyer", "group", True, id="share"),
        pytest.param("two charities", "charity", "group", True, id="bodies"),
        pytest.param("court records", "record", "document", True, id="documents"),
        pytest.param("the pier", "pier", None, False, id="no-source"),
    ],
)
def test_the_head_tells_the_kind(phrase, head, kind, plural):
    found = role_nouns.described(pl.DataFrame({"word": [phrase]}), LISTS)
    assert found.select("head", "noun_kind", "is_plural").row(0) == (head, kind, plural)


SENTENCES = st.sampled_from(
    [
        "Anne Kessler met Paul Ortiz.", "Prime Minister Susan Quill arrived.", "“It is cold,” she said.", "“It is late,” he added.",
        "“It is dark,” the prime minister said.", "Marlow Shipping Ltd. closed.", "“Paul Ortiz has left the pier,” the company said.",
        "A senior official said the road was closed.", "Susan Quill smiled.", "“Kessler, it is cold,” said he.",
    ]
)  # fmt: skip
ARTICLES = st.lists(SENTENCES, min_size=1, max_size=6).map(" ".join)
ANSWERS = ("start_char", "end_char", "speaker_text", "speaker_id", "speaker_name", "speaker_kind")


@settings(max_examples=5, deadline=None)
@given(st.lists(ARTICLES, min_size=2, max_size=4))
def test_another_article_changes_no_answer(texts):
    together, turned = articles(*texts), articles(*reversed(texts))
    for doc, text in enumerate(texts):
        alone = articles(text).select(ANSWERS).rows()
        assert together.filter(pl.col("doc") == doc).select(ANSWERS).rows() == alone
        assert turned.filter(pl.col("doc") == len(texts) - 1 - doc).select(ANSWERS).rows() == alone


@settings(max_examples=8, deadline=None)
@given(st.lists(ARTICLES, min_size=1, max_size=12))
def test_no_speaker_stands_in_his_own_quotation(texts):
    found = articles(*texts).filter(pl.col("kind") == "direct")
    inside = (pl.col("speaker_start_char") >= pl.col("start_char")) & (pl.col("speaker_start_char") < pl.col("end_char"))
    assert found.filter(inside).is_empty()
