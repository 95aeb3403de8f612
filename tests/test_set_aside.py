"""A row that breaks a check sets its document aside and loses nothing else; a break that is the code's stops the run."""

from datetime import timedelta

import polars as pl
import pytest
from deployments import DAY, build, fill_lake, rows

from pipelines.derive import MOST_SET_ASIDE, Built, build_day
from pipelines.engine import Failure, Manifest
from pipelines.lake import Batch, Lake
from pipelines.settings import Settings
from pipelines.stages import EXTRACTED, PARSED
from pipelines.tables import extracted, parsed

TEXT = (
    'Mill {0} reopens\n\nThe mill at Wexbury reopens on Monday, after {0} weeks.\n\n"We are ready for it," the owner, Anna Holm{0}, said.\n'
)
NUMBERS = [f"number {word}" for word in "abcdefghijkl"]
MANY = len(NUMBERS)


@pytest.fixture(scope="module")
def delivered(tmp_path_factory):
    """A lake with the documents of one delivery, as delivered and parsed."""
    folder = tmp_path_factory.mktemp("aside")
    (folder / "input").mkdir()
    for number in NUMBERS:
        (folder / "input" / f"{number}.txt").write_text(TEXT.format(number))
    settings = Settings(data_dir=folder / "data", input=(str(folder / "input"),))
    fill_lake(settings)
    return settings


@pytest.fixture(scope="module", autouse=True)
def read_once():
    """The same articles are read once: what becomes of rows is tested here, not how they are found."""
    extract, kept = extracted.extract, []

    def remembered(articles, blocks, own_terms):
        assert own_terms is None or own_terms.is_empty()
        made = next((made for known, made in kept if known[0].equals(articles) and known[1].equals(blocks)), None)
        if made is None:
            made = extract(articles, blocks, own_terms)
            kept.append(((articles, blocks), made))
        return dict(made)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extracted, "extract", remembered)
        yield


def poisoned(monkeypatch, module, function, table, count, **values):
    """From now on the rows of the first documents of a batch carry values that break a check."""
    make = getattr(module, function)

    def poison(*frames):
        made = make(*frames)
        bad = made[table]["version_id"].unique().sort().head(count)
        cells = {
            name: pl.when(pl.col("version_id").is_in(bad.implode())).then(pl.lit(value)).otherwise(name) for name, value in values.items()
        }
        return made | {table: made[table].with_columns(**cells)}

    monkeypatch.setattr(module, function, poison)


def derive(settings, derivation, made_by):
    return build_day(Lake(settings.lake), derivation, DAY, made_by=made_by, run_id="test")


def count(settings, table):
    return Lake(settings.lake).scan(table).collect().height


@pytest.mark.parametrize(
    ("table", "values", "check"),
    [
        pytest.param("quotes", {"quote_text": "never said"}, "evidence", id="evidence"),
        pytest.param("quotes", {"kind": "sung"}, "schema", id="value"),
        pytest.param("sentences", {"sentence_index": 0}, "schema", id="key"),
        pytest.param("mentions", {"rule_id": None}, "schema", id="empty"),
    ],
)
def test_article_with_a_broken_row_stays_unread_and_the_others_are_read(delivered, monkeypatch, table, values, check):
    with monkeypatch.context() as patch:
        poisoned(patch, extracted, "extract", table, 1, **values)
        built = derive(delivered, EXTRACTED, f"poisoned-{table}-{check}")
        again = derive(delivered, EXTRACTED, f"poisoned-{table}-{check}")
    assert (built.failures, [(failure.table, failure.check) for failure in built.set_aside]) == ([], [(f"extracted/{table}", check)])
    assert again.manifests == ()
    unread = Lake(delivered.lake).scan("extracted/unread").collect()
    assert unread["reason_code"].to_list() == ["failed_check"]
    assert unread["detail"][0].startswith(f"extracted/{table}.")
    for name in ("sentences", "quotes"):
        read = Lake(delivered.lake).scan(f"extracted/{name}").collect()["version_id"]
        assert (read.n_unique(), unread["version_id"][0] in read) == (MANY - 1, False)


def test_unread_article_stands_in_the_warehouse_and_another_version_of_the_code_reads_it(delivered, monkeypatch):
    with monkeypatch.context() as patch:
        poisoned(patch, extracted, "extract", "quotes", 1, quote_text="never said")
        derive(delivered, EXTRACTED, "poisoned")
    unread = "select count(*) from articles where unread_reason = 'failed_check'"
    told = "select sum(unread_count), sum(delivered_count) from ingest_health"
    warehouse = build(delivered)
    assert (rows(warehouse, unread), rows(warehouse, told), rows(warehouse, "select count(*) from quotes")) == (
        [(1,)],
        [(1, MANY)],
        [(MANY - 1,)],
    )
    derive(delivered, EXTRACTED, "mended")
    assert (count(delivered, "extracted/unread"), count(delivered, "extracted/quotes")) == (0, MANY)


@pytest.mark.parametrize(
    ("table", "values"),
    [
        pytest.param("articles", {"word_count": -1}, id="article"),
        pytest.param("articles", {"version_id": "none"}, id="id"),
        pytest.param("blocks", {"role": "poem"}, id="block"),
        pytest.param("blocks", {"end_char": 3}, id="tiling"),
    ],
)
def test_document_with_a_broken_row_becomes_a_reject_and_the_others_articles(delivered, monkeypatch, table, values):
    with monkeypatch.context() as patch:
        poisoned(patch, parsed, "parse", table, 1, **values)
        built = derive(delivered, PARSED, f"poisoned-{table}-{next(iter(values))}")
    assert (built.failures, len(built.set_aside)) == ([], 1)
    rejects = Lake(delivered.lake).scan("parsed/rejects").collect()
    assert rejects["reason_code"].to_list() == ["failed_check"]
    assert rejects["detail"][0].startswith(f"parsed/{table}.")
    assert count(delivered, "parsed/articles") == MANY - 1
    assert Lake(delivered.lake).scan("parsed/blocks").collect()["version_id"].n_unique() == MANY - 1
    derive(delivered, PARSED, f"mended-{table}-{next(iter(values))}")
    assert (count(delivered, "parsed/rejects"), count(delivered, "parsed/articles")) == (0, MANY)


@pytest.mark.parametrize("broken", [pytest.param(MOST_SET_ASIDE + 1, id="many"), pytest.param(MANY, id="all")])
def test_more_than_odd_input_explains_is_a_failure_in_one_line(delivered, monkeypatch, broken):
    version = Lake(delivered.lake).version("extracted/quotes")
    poisoned(monkeypatch, extracted, "extract", "quotes", broken, quote_text="never said")
    (failure,) = derive(delivered, EXTRACTED, f"poisoned-{broken}").failures
    assert failure.message.startswith(f"{broken} of {MANY} documents break a check")
    assert "\n" not in failure.message
    assert Lake(delivered.lake).version("extracted/quotes") == version


@pytest.mark.parametrize(
    ("days", "count"),
    [
        pytest.param([(0, 1, 1), (1, 1, 1)], 0, id="one odd document on each of two days"),
        pytest.param([(0, 1, 2), (0, 1, 2)], 0, id="odd documents beside sound ones in two batches"),
        pytest.param([(0, 1, 1), (0, 1, 1)], 1, id="nothing but odd documents in two batches of a day"),
        pytest.param([(0, 0, 900), (1, MOST_SET_ASIDE + 1, 100)], 1, id="many on one day, however many sound ones on another"),
    ],
)
def test_days_are_judged_one_by_one(days, count):
    odd = Failure("extracted/quotes", "evidence", "never said")
    manifests = [
        Manifest(Batch(DAY + timedelta(day), str(number)), document_count=documents, set_aside=(odd,) * aside)
        for number, (day, aside, documents) in enumerate(days)
    ]
    assert len(Built(tuple(manifests)).failures) == count


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param(lambda frame: frame.drop("cue"), "cue", id="missing-column"),
        pytest.param(lambda frame: frame.with_columns(start_char=pl.col("start_char").cast(pl.String)), "start_char", id="type"),
        pytest.param(lambda frame: frame.with_columns(version_id=pl.lit(None, pl.String)), "version_id", id="of-no-article"),
    ],
)
def test_break_of_the_whole_table_is_a_failure(delivered, monkeypatch, change, says):
    extract = extracted.extract

    def changed(*frames):
        made = extract(*frames)
        return made | {"quotes": change(made["quotes"])}

    monkeypatch.setattr(extracted, "extract", changed)
    failures = derive(delivered, EXTRACTED, f"changed-{says}").failures
    assert {failure.table for failure in failures} == {"extracted/quotes"}
    assert says in failures[0].message


def test_single_article_of_a_night_that_breaks_a_check_is_set_aside(tmp_path, monkeypatch):
    settings = Settings(data_dir=tmp_path / "data", input=(str(tmp_path / "input"),))
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "mill.txt").write_text(TEXT.format("a"))
    poisoned(monkeypatch, extracted, "extract", "quotes", 1, quote_text="never said")
    fill_lake(settings, DAY + timedelta(days=1))
    assert (count(settings, "extracted/unread"), count(settings, "extracted/sentences")) == (1, 0)
