import pytest

from pipelines.readers.themes import OVERRIDES, TERMS, own_terms, topic_overrides

SPORT, ECONOMY = "medtop:15000000", "medtop:04000000"


@pytest.fixture
def beside(tmp_path):
    """Write a file beside an input and return the input."""

    def write(name: str, text: str, encoding: str = "utf-8") -> list[str]:
        (tmp_path / name).write_text(text, encoding=encoding)
        return [str(tmp_path)]

    return write


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"term,topic_code\nVAR review,{SPORT}\n", [("VAR review", SPORT, "noun", 2.0, None)], id="term and theme"),
        pytest.param(
            f"topic_code,term,weight,kind,unless\n{SPORT},VAR,0.5,exact,gamma|income\n",
            [("VAR", SPORT, "exact", 0.5, "gamma|income")],
            id="every column, in any order",
        ),
        pytest.param(f"term,topic_code,weight\n goal ,{SPORT},\n", [("goal", SPORT, "noun", 2.0, None)], id="blanks around, empty cell"),
        pytest.param(f"term,topic_code,weight\ngoal,{SPORT},1\nGoal,{SPORT},9\n", [("goal", SPORT, "noun", 1.0, None)], id="first counts"),
        pytest.param(
            f"term,topic_code\ngoal,{SPORT}\ngoal,{ECONOMY}\n",
            [("goal", ECONOMY, "noun", 2.0, None), ("goal", SPORT, "noun", 2.0, None)],
            id="one term of two themes",
        ),
        pytest.param("term,topic_code\n", [], id="no rows"),
    ],
)
def test_own_terms_are_read(beside, text, expected):
    assert own_terms(beside(TERMS, text)).select("term", "topic_code", "kind", "weight", "unless").rows() == expected


def test_no_file_is_no_terms_and_no_overrides(tmp_path):
    assert own_terms([str(tmp_path), "s3://bucket/news"]).is_empty()
    assert topic_overrides([str(tmp_path)]).is_empty()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("term,topic_code\ngoal,medtop:1\n", "medtop:1 is no theme of the taxonomy", id="unknown theme"),
        pytest.param(f"term,topic_code,weight\ngoal,{SPORT},much\n", "much is no weight", id="weight in words"),
        pytest.param(f"term,topic_code,weight\ngoal,{SPORT},-1\n", "-1 is no weight", id="negative weight"),
        pytest.param(f"term,topic_code,weight\ngoal,{SPORT},nan\n", "nan is no weight", id="not a number"),
        pytest.param(f"term,topic_code,kind\ngoal,{SPORT},adverb\n", "adverb is no kind of term", id="unknown kind"),
        pytest.param(f"term,topic_code,wieght\ngoal,{SPORT},1\n", "unknown column wieght; known are term", id="misspelt column"),
        pytest.param("term\ngoal\n", "column topic_code is missing", id="no theme"),
        pytest.param(f"term,topic_code\n,{SPORT}\n", "needs term and topic_code", id="empty term"),
        pytest.param("", "cannot be read as CSV", id="empty file"),
        pytest.param(f"term,topic_code\ngoal,{SPORT},1,2,3\n", "cannot be read as CSV", id="too many cells"),
    ],
)
def test_wrong_terms_are_told_in_one_line(beside, text, message):
    with pytest.raises(ValueError, match=message) as error:
        own_terms(beside(TERMS, text))
    assert "\n" not in str(error.value)
    assert TERMS in str(error.value)


def test_terms_in_another_encoding_are_told(beside):
    with pytest.raises(ValueError, match="cannot be read as CSV"):
        own_terms(beside(TERMS, f"term,topic_code\ncafé,{SPORT}\n", encoding="latin-1"))


def test_overrides_are_read_once(beside):
    inputs = beside(OVERRIDES, f"article,topic_code\npost/b.txt,{SPORT}\na.txt,{ECONOMY}\na.txt,{ECONOMY}\n")
    assert topic_overrides(inputs).rows() == [("a.txt", ECONOMY), ("post/b.txt", SPORT)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(f"article,topic_code\na.txt,{SPORT}\na.txt,{ECONOMY}\n", "a.txt is given two themes", id="two themes"),
        pytest.param("article,topic_code\na.txt,sport\n", "sport is no theme of the taxonomy", id="a name for the code"),
        pytest.param("url,topic_code\na,b\n", "unknown column url; known are article, topic_code", id="unknown column"),
    ],
)
def test_wrong_overrides_are_told(beside, text, message):
    with pytest.raises(ValueError, match=message):
        topic_overrides(beside(OVERRIDES, text))
