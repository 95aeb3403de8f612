"""Fuzz run: bytes of every input format, changed at random where new code is reached, through the readers and the parser.

Run: pip install 'broadsheet[fuzz]', then python benchmarks/fuzz.py [-runs=100000] [-max_total_time=1800] and any other option of libFuzzer.
Fails at the first exception, at an input that takes over 20 s or 4 GB, and when an input gives
no document, or documents are not articles + rejects.
"""

import bz2
import gzip
import io
import json
import lzma
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import atheris  # pyrefly: ignore[missing-import]  (an extra of its own)
import polars as pl
import zstandard

with atheris.instrument_imports(include=["pipelines"]):
    from pipelines.readers.document import Document
    from pipelines.readers.documents import within
    from pipelines.readers.options import Options
    from pipelines.readers.rows import CONTENT, FILE, document_row
    from pipelines.schemas.base import columns
    from pipelines.schemas.raw import Documents
    from pipelines.tables.parsed import parse
    from pipelines.tables.raw import with_document_ids

BODY = "The council met on Monday, 17 March 2025, to vote.\n\n“We could not wait,” the mayor said after the vote in the hall.\n"
SUFFIXES = (
    ".txt", ".md", ".html", ".json", ".jsonl", ".csv", ".tsv", ".xml", ".warc", ".eml", ".mbox", ".parquet", ".gz", ".bz2", ".xz",
    ".zst", ".zip", ".tar", "",
)  # fmt: skip
BATCH = 200  # inputs that are parsed together: parsing one alone takes fifty times as long for each
OPTIONS = Options(max_bytes=1_000_000)
SCHEMA = columns(Documents)


def samples() -> dict[str, bytes]:
    """Return a small valid file of each format, by its suffix."""
    plain = BODY.encode()
    page = f"<html><head><title>Vote</title></head><body><nav>Home</nav><article><p>{BODY}</p></article></body></html>".encode()
    record = json.dumps({"id": 1, "title": "Vote", "text": BODY, "url": "https://post.example/vote", "date": "2025-03-17"}).encode()
    feed = f"<rss><channel><title>Post</title><item><title>Vote</title><description>{BODY}</description></item></channel></rss>".encode()
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/vote\r\nContent-Type: application/http\r\n"
    letter = EmailMessage()
    letter["Subject"] = "Vote"
    letter.set_content(BODY)
    table, zipped, tarred = io.BytesIO(), io.BytesIO(), io.BytesIO()
    pl.DataFrame({"title": ["Vote"], "text": [BODY]}).write_parquet(table)
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("post/vote.html", page)
    with tarfile.open(fileobj=tarred, mode="w") as archive:
        member = tarfile.TarInfo("post/vote.txt")
        member.size = len(plain)
        archive.addfile(member, io.BytesIO(plain))
    return {
        ".txt": b"Vote\n\nBy Jane Roe\n\n" + plain, ".md": b"---\ntitle: Vote\n---\n# Vote\n\n" + plain, ".html": page,
        ".json": b"[" + record + b"]",
        ".jsonl": record + b"\n" + record + b"\n", ".csv": pl.DataFrame({"title": ["Vote"], "text": [BODY]}).write_csv().encode(),
        ".tsv": b"title\ttext\nVote\tThe council met.\n", ".xml": feed, ".eml": letter.as_bytes(), ".mbox": b"From a\n" + letter.as_bytes(),
        ".warc": f"{head}Content-Length: {len(response)}\r\n\r\n".encode() + response + b"\r\n\r\n", ".parquet": table.getvalue(),
        ".gz": gzip.compress(plain), ".bz2": bz2.compress(plain), ".xz": lzma.compress(plain), ".zst": zstandard.compress(plain),
        ".zip": zipped.getvalue(), ".tar": tarred.getvalue(), "": plain.decode().encode("utf-16"),
    }  # fmt: skip


class Run:
    """The inputs so far: their documents are gathered and parsed in batches."""

    def __init__(self) -> None:
        """Begin."""
        self.inputs = 0
        self.rows: list[tuple] = []
        self.outcomes: Counter[str] = Counter()

    def one(self, data: bytes) -> None:
        """Read one input: its first byte chooses the suffix, the rest is the content."""
        self.inputs += 1
        suffix = SUFFIXES[data[0] % len(SUFFIXES)] if data else ""
        file = (f"{self.inputs:016x}", f"file:///input/{self.inputs}{suffix}", "file:///input")
        documents: list[Document] = list(within(io.BytesIO(data[1:]), f"a{suffix}", OPTIONS))
        self.rows += [file + document_row(document) for document in documents]
        if not documents:
            raise AssertionError("no document and no refusal")
        if self.inputs % BATCH == 0:
            self.parse()

    def parse(self) -> None:
        """Parse what was gathered; every document must be an article or a reject."""
        read = with_document_ids(pl.DataFrame(self.rows, schema={**FILE, **CONTENT}, orient="row"))
        seen = read.with_columns(seen_at=pl.lit(datetime.now(UTC), SCHEMA["seen_at"]))
        tables = parse(seen)
        if tables["articles"].height + tables["rejects"].height != seen.height:
            raise AssertionError(f"{seen.height} documents, {tables['articles'].height} articles, {tables['rejects'].height} rejects")
        self.outcomes["articles"] += tables["articles"].height
        self.outcomes.update(tables["rejects"]["reason_code"].to_list())
        self.rows = []
        print(f"{self.inputs:,} inputs: {dict(self.outcomes.most_common())}", flush=True)


def main() -> None:
    """Fuzz, from a valid file of each format."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix, content in samples().items():
            (Path(folder) / f"sample{suffix}").write_bytes(bytes([SUFFIXES.index(suffix)]) + content)
        atheris.Setup([*sys.argv, "-timeout=20", "-rss_limit_mb=4096", "-max_len=20000", folder], Run().one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
