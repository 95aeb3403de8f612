"""Documents set aside: what becomes of a document of which a row breaks a check of its table.

Belongs here: taking all rows of such documents out of a stage's tables, and the row that says so.
Does not belong here: the checks (`pipelines.schemas.validate`), how many may be set aside before a run stops (`pipelines.derive`).
"""

import polars as pl

REASON = "failed_check"
Frames = dict[str, pl.DataFrame]


def rejected(frames: Frames, broken: pl.DataFrame) -> Frames:
    """Make rejects of documents of which a row of the parsed stage breaks a check.

    Args:
        frames: the tables of the parsed stage, by key.
        broken: `key` (a version or a document) and `detail` of each broken one.
    """
    shared = ["document_id", "file_uri", "record", "folder", "seen_at"]
    articles, rejects = frames["parsed/articles"], frames["parsed/rejects"]
    forms = pl.concat([articles.select("version_id", *shared), rejects.select(*shared)], how="diagonal")
    by_id = [forms.join(broken, left_on=name, right_on="key", maintain_order="left") for name in ("version_id", "document_id")]
    bad = pl.concat(by_id).unique("document_id", keep="first", maintain_order=True)
    rows = bad.with_columns(reason_code=pl.lit(REASON)).select(rejects.columns)
    kept = articles.join(bad, on="document_id", how="anti", maintain_order="left")
    refused = pl.concat([rejects.join(bad, on="document_id", how="anti", maintain_order="left"), rows])
    of_kept = pl.col("version_id").is_in(kept["version_id"].implode())
    return _where(frames, of_kept) | {"parsed/articles": kept, "parsed/rejects": refused}


def unread(frames: Frames, broken: pl.DataFrame) -> Frames:
    """Leave articles unread of which a row of the extracted stage breaks a check: the article stays, nothing is extracted from it.

    Args:
        frames: the tables of the extracted stage, by key.
        broken: `key` (a version) and `detail` of each broken one.
    """
    rows = broken.select(version_id="key", reason_code=pl.lit(REASON), detail="detail")
    return _where(frames, ~pl.col("version_id").is_in(broken["key"].implode())) | {"extracted/unread": rows}


def _where(frames: Frames, of_kept: pl.Expr) -> Frames:
    return {table: frame.filter(of_kept) if "version_id" in frame.columns else frame for table, frame in frames.items()}
