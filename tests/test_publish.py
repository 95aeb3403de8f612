import duckdb
import pytest

from pipelines.publish import publish


def make(path, value):
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"create table numbers as select {value} as number")


def read(path):
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute("from numbers").fetchall()


def test_built_file_takes_the_place_of_the_published_one(tmp_path):
    built, published = tmp_path / "build.duckdb", tmp_path / "out" / "warehouse.duckdb"
    for value in (1, 2):
        make(built, value)
        assert publish(built, published).row_counts == {"numbers": 1}
        assert read(published) == [(value,)]
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == ["warehouse.duckdb"]


def test_open_reader_keeps_the_old_file_and_does_not_block(tmp_path):
    built, published = tmp_path / "build.duckdb", tmp_path / "warehouse.duckdb"
    make(built, 1)
    publish(built, published)
    with duckdb.connect(str(published), read_only=True) as reader:
        make(built, 2)
        publish(built, published)
        assert reader.execute("from numbers").fetchall() == [(1,)]
    assert read(published) == [(2,)]


def test_nothing_built_or_empty_build_leaves_the_published_file(tmp_path):
    built, published = tmp_path / "build.duckdb", tmp_path / "warehouse.duckdb"
    make(built, 1)
    publish(built, published)
    with pytest.raises(FileNotFoundError, match="nothing to publish"):
        publish(built, published)
    duckdb.connect(str(built)).close()
    with pytest.raises(ValueError, match="no public table"):
        publish(built, published)
    assert read(published) == [(1,)]
