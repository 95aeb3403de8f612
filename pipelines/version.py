"""The extractor version: what made a derived row.

Belongs here: a version that changes with whatever can change a derived row.
Does not belong here: the distribution's version (`pipelines.__version__`), which it contains.
"""

from functools import cache
from hashlib import blake2b
from pathlib import Path

import polars as pl

from pipelines import __version__

FOLDERS = ("text", "tables", "schemas", "lexicons")


@cache
def extractor_version() -> str:
    """Return the distribution's version and a hash of the language rules, table builders, models and lexicons, such as `0.1.0-9c41d0aa`."""
    root = Path(__file__).parent
    files = sorted(path for folder in FOLDERS for path in (root / folder).iterdir() if path.suffix in {".py", ".csv"})
    digest = blake2b(digest_size=4)
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return f"{__version__}-{digest.hexdigest()}"


def with_own_terms(version: str, terms: pl.DataFrame) -> str:
    """Return the version of rows in which users' own terms had a part, such as `0.1.0-9c41d0aa-own-1f6e20b3`; without terms `version`."""
    if terms.is_empty():
        return version
    return f"{version}-own-{blake2b(terms.write_csv().encode(), digest_size=4).hexdigest()}"
