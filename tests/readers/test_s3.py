"""Inputs in an S3 store, against a server that speaks its protocol."""

from hashlib import sha256

import pytest

from pipelines.readers import documents, files, places
from pipelines.readers.options import Options

boto3 = pytest.importorskip("boto3", reason="boto3 is not installed")
pytest.importorskip("s3fs", reason="s3fs is not installed")
moto = pytest.importorskip("moto.server", reason="moto[server] is not installed")


@pytest.fixture(scope="module")
def bucket(make_zip):
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "testing")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("NO_PROXY", "127.0.0.1")
        client = boto3.client("s3")
        client.create_bucket(Bucket="news")
        client.create_bucket(Bucket="empty")
        for key in ("daily/a.txt", "daily/2024/b.txt", "daily/.hidden/x.txt", "daily/sources.csv", "daily/", "odd/x::file:#%20?.txt"):
            client.put_object(Bucket="news", Key=key, Body=b"" if key.endswith("/") else key.encode())
        client.put_object(Bucket="news", Key="daily/all.zip", Body=make_zip({"in/c.txt": b"c", "d.txt": b"d" * 2_000_000}))
        yield client
    server.stop()


def test_listing_has_sizes_times_and_tags(bucket) -> None:
    listed = files.listing(["s3://news/daily/"])
    assert [uri.removeprefix("s3://news/daily/") for uri in listed["file_uri"]] == ["2024/b.txt", "a.txt", "all.zip"]
    assert set(listed["input_uri"]) == {"s3://news/daily"}
    row = listed.row(1, named=True)
    assert row["byte_count"] == len("daily/a.txt")
    assert row["stamp"] == bucket.head_object(Bucket="news", Key="daily/a.txt")["ETag"].strip('"')
    assert row["modified_at"] == bucket.head_object(Bucket="news", Key="daily/a.txt")["LastModified"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("s3://news/daily/*.txt", ["s3://news/daily/a.txt"]),
        ("s3://news/**/*.txt", ["s3://news/daily/2024/b.txt", "s3://news/daily/a.txt", "s3://news/odd/x::file:#%20?.txt"]),
        ("s3://news/daily/a.txt", ["s3://news/daily/a.txt"]),
        ("s3://empty", []),
    ],
)
def test_listing_takes_what_fits(bucket, written: str, expected: list[str]) -> None:
    assert files.listing([written])["file_uri"].to_list() == expected


@pytest.mark.parametrize(
    "written", ["s3://no-such-bucket/x", "s3://no-such-bucket", "s3://news/none", "s3://news/*.none", "s3://no-such-bucket/*"]
)
def test_listing_names_the_input_that_is_not_there(bucket, written: str) -> None:
    with pytest.raises(FileNotFoundError) as raised:
        files.listing([written])
    assert str(raised.value).removesuffix(" (no file fits)") == f"input does not exist: {written}"


def test_opened_fetches_an_object(bucket) -> None:
    with files.opened("s3://news/odd/x::file:#%20?.txt", "s3://news/odd") as file:
        assert file.stream is not None
        assert file.stream.read() == b"odd/x::file:#%20?.txt"
    with files.opened("s3://news/gone", "s3://news") as file:
        assert file.refusal is not None
        assert file.refusal.refusal_code == "unreadable"


def test_documents_are_read_from_an_archive_in_a_store(bucket) -> None:
    with documents.documents("s3://news/daily/all.zip", "s3://news/daily", Options()) as delivered:
        found = {document.record: document.content for document in delivered.documents}
    assert found == {"in/c.txt": b"c", "d.txt": b"d" * 2_000_000}
    assert delivered.content_hash == sha256(bucket.get_object(Bucket="news", Key="daily/all.zip")["Body"].read()).hexdigest()


def test_a_replaced_object_has_another_tag(bucket) -> None:
    bucket.put_object(Bucket="news", Key="changing/a.txt", Body=b"one")
    before = files.listing(["s3://news/changing"])
    bucket.put_object(Bucket="news", Key="changing/a.txt", Body=b"two")
    after = files.listing(["s3://news/changing"])
    assert before["byte_count"].equals(after["byte_count"])
    assert before["stamp"].item() != after["stamp"].item()
    assert files.content_hash("s3://news/changing/a.txt", "s3://news/changing") == sha256(b"two").hexdigest()


def test_root_asks_the_store(bucket) -> None:
    assert places.root("s3://news/daily/a.txt") == "s3://news/daily"
    assert places.root("s3://news/daily") == "s3://news/daily"
    assert places.root("s3://news/daily/*/x") == "s3://news/daily"


def test_listing_fails_in_one_line_when_the_store_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    monkeypatch.setattr(s3fs.S3FileSystem, "retries", 1)
    with pytest.raises(OSError, match="cannot be listed: s3://news/x") as raised:
        files.listing(["s3://news/x"])
    s3fs.S3FileSystem.clear_instance_cache()
    assert "\n" not in str(raised.value)
