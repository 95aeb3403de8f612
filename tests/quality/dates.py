"""Quality of time expressions: spans and values on labelled narratives, values of single expressions.

Run: python tests/quality/dates.py lists the expression cases that are wrong, and why others are out of scope. The labelled texts lie in
a folder `shared` beside the repository. The narratives are split by the number that begins their name: rules are written with the
odd ones in view ("tune"), the even ones are only measured ("check").

A span is strict when both ends are right, relaxed when it overlaps a labelled one. The value F1 counts, as TempEval does, the
relaxed matches whose value is the labelled one, over all found and all labelled.

An expression case is right when the span is found and means the day or days, the time, the duration or the recurring time that it
should ("two weeks ago": when the day lies in the week given); of a date that the reference leaves open between a past and a future
year either is right. `OUT_OF_SCOPE` lists what the table does not hold; those cases are counted beside.

Belongs here: comparing with the labels, the measures.
Does not belong here: rules, rates (`benchmarks`).
"""

import gzip
import json
import re
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import quotations

from pipelines.lexicons import load
from pipelines.text.time_context import in_context
from pipelines.text.time_expressions import time_expressions
from pipelines.text.time_values import with_values

NARRATIVES = quotations.SHARED / "dates" / "narratives.jsonl.gz"
EXPRESSIONS = quotations.SHARED / "dates" / "expressions.json.gz"
MONTH = "january|february|march|april|may|june|july|august|sept|october|november|december"
OUT_OF_SCOPE = (
    ("zone alone", r"^timezone"),
    ("business days", r"business day|working day|weekday|workday|\dBD"),
    ("span of clock times", r"^(?:datetime|time)range.*\| .*\("),
    ("numbered week", r"week(?:end)? of|week \d|\bW\d|(?:first|last|\d(?:st|nd|rd|th)) week|-W0\d|#\d|w/c|week (?:beg|comm|start)"),
    ("hour without a.m. or p.m.", r": .*(?:at|around|circa) \d{1,2}(?::00)? \||\d in the|: \d+, |one in the"),
    ("counted part of a period", r"\d weeks of|(?:ten days|four months) of|months and|(?:th|third) (?:day|month) of|21st this month"),
    ("stretch up to now", r"(?:\b(?:now|to date|today) \||between now|year to date).*\("),
    ("length from a point", r"(?:days?|weeks?|months?|years?) (?:from|after|before|since|later)\b"),
    ("length from a point", r"(?:hour|minute|min|second)s? (?:later|from)"),
    ("length from a point", r"^date[a-z]*: .*(?:\bfrom\b.*\bfor\b|\bfor\b.*\bfrom\b|within|starting)"),
    ("length from a point", r"^date[a-z]*: in (?!the\b).*(?:s|day|week|month|year|fortnight|min|hour) \|"),
    ("length from a point", r"^date.*\b(?:from|after|before) (?:now|today|tomorrow|tmrw|yesterday|easter|christmas)"),
    ("year in words or two digits", r"(?:nineteen|seventeen|eighteen|thousand)\b|of \d\d \||first \d\d \|"),
    ("told by a story that is missing", r": (?:the )?(?:same|previous|following|that|\d+ previous) |: the day (?:before|after) \|"),
    ("shorthand of chats", r"\d(?:[hdywap]| s) \||ish \||: (?:otd|(?:the )?eod|eoy) |y\d\d \||\d{8}|tonite|\dyears|the minute|p \. m"),
    ("shorthand of chats", r"end of (?:the )?(?:day|today|tomorrow)|end of (?:the |this )?sunday"),
    ("year alone", r": (?:for |in )?the (?:day|week|month|year|quarter) \|"),
    ("day without its month", rf"^(?!.*(?:{MONTH}|quarter|week)).*(?:day|mon|tue|wed|thu|fri|sat|sun).*\bthe (?:\w+ )?\w+[hdt]\b(?! of)"),
    ("day and month in numbers", r"^date[^|]*[\s-]\d\d?[/.-]\d\d?(?:[/.-]\d{2,4})?[\s,-][^|]*\|"),
)  # fmt: skip
"""What the table does not hold: why, and a pattern over "type: text | values" of an expected result; the first that fits counts."""


def told(texts: list[str], days: list[date | None]) -> pl.DataFrame:
    """Return the time expressions of texts, each seen from its day, with `doc` as the position of the text."""
    numbers = pl.Series("doc", range(len(texts)), dtype=pl.UInt32)
    passages = pl.DataFrame({"doc": numbers, "block_index": 0, "start_char": 0, "text": texts})
    anchors = pl.DataFrame({"doc": numbers, "anchor_date": pl.Series(days, dtype=pl.Date), "anchor": "published"})
    return with_values(in_context(time_expressions(passages, load("time_words"))), anchors)


def lines(path: Path) -> list[dict]:
    """Return the records of a compressed file of JSON lines."""
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


def day(text: str | None) -> date | None:
    """Return the day that a text begins with."""
    found = re.match(r"\d{4}-\d\d-\d\d", text or "")
    return date.fromisoformat(found[0]) if found else None


def scores(half: str) -> dict[str, dict[str, float]]:
    """Return F1 of strict and relaxed spans and of values on one half of the narratives, "tune" or "check"."""
    rows = [row for row in lines(NARRATIVES) if (int(row["id"][:2]) % 2 == 1) == (half == "tune")]
    found = told([row["text"] for row in rows], [day(row["anchor"]) for row in rows])
    counts: Counter[str] = Counter()
    for number, row in enumerate(rows):
        mine = found.filter(pl.col("doc") == number).select("start_char", "end_char", "value").rows()
        counts += _compared(mine, [(label["start"], label["end"], label["value"]) for label in row["timexes"]])
    measures = {}
    for name, hits, covered in (("strict", "strict", "strict"), ("relaxed", "overlaps", "covered"), ("value", "right", "right")):
        precision, recall = counts[hits] / counts["found"], counts[covered] / counts["labelled"]
        measures[f"{name}_f1"] = 2 * precision * recall / (precision + recall)
    return {"date_mentions": measures}


def expression_scores() -> dict[str, dict[str, float]]:
    """Return the share of expression cases in scope that are right, and the share that is in scope."""
    judged = [right for *_, right in cases()]
    asked = [right for right in judged if right is not None]
    return {"date_mentions": {"accuracy_in_scope": sum(asked) / len(asked), "scope": len(asked) / len(judged)}}


def _compared(mine: list[tuple[int, int, str | None]], labels: list[tuple[int, int, str]]) -> Counter[str]:
    counts = Counter(found=len(mine), labelled=len(labels))
    for start, end, value in mine:
        over = [label for label in labels if label[0] < end and start < label[1]]
        counts["overlaps"] += bool(over)
        counts["strict"] += any((start, end) == label[:2] for label in over)
        counts["right"] += bool(over) and over[0][2] == (value or "null")
    counts["covered"] = sum(any(label[0] < end and start < label[1] for start, end, _ in mine) for label in labels)
    return counts


def cases() -> list[tuple[dict, list[dict], bool | None]]:
    """Return the expression cases: the case, what is found, and whether that is right; None where the case is out of scope."""
    given = json.loads(gzip.decompress(EXPRESSIONS.read_bytes()).decode("utf-8-sig"))
    found = told([case["Input"] for case in given], [day(case.get("Context", {}).get("ReferenceDateTime")) for case in given])
    by_case = {number: rows.rows(named=True) for (number,), rows in found.partition_by("doc", as_dict=True).items()}
    judged = []
    for number, case in enumerate(given):
        wanted, mine = results(case), by_case.get(number, [])
        judged.append((case, mine, None if _out_of_scope(wanted) else _is_right(wanted, mine)))
    return judged


def results(case: dict) -> list[dict]:
    """Return the results of a case that have a value."""
    return [result for result in case["Results"] if "Resolution" in result]


def _kind(result: dict) -> str:
    return result.get("TypeName", result.get("Typename", ".")).split(".")[1]


def _out_of_scope(results: list[dict]) -> str | None:
    """Why a case asks for what the table does not hold; None for a case in scope."""
    return next((why for result in results if (why := _reason(result))), None)


def _reason(result: dict) -> str | None:
    kind, text, values = _kind(result), result["Text"], result["Resolution"].get("values", [])
    timexes = [value.get("timex", "") for value in values]
    if any(("start" in value) != ("end" in value) for value in values):
        return "open end"
    if kind == "date" and any(value.get("value") == "not resolved" for value in values):
        return "impossible date"
    if len({timex for timex in timexes if timex}) > 1:
        return "hour without a.m. or p.m."
    if any(timex.startswith("XXXX-XX-") or (re.match(r"XXXX-WXX-\d$", timex) and re.search(r"\d", text)) for timex in timexes):
        return "day without its month"
    asked = f"{kind}: {text} | {' '.join(timexes)}"
    return next((why for why, pattern in OUT_OF_SCOPE if re.search(pattern, asked)), None)


def _wanted(result: dict) -> list:
    values = result["Resolution"].get("values", [])
    return sorted({value.get("value") or (value.get("start"), value.get("end")) for value in values}, key=str)[:2]


def _is_right(results: list[dict], mine: list[dict]) -> bool:
    if not results:
        return not [row for row in mine if row["precision"] is not None]
    return all(_found(result, mine) for result in results)


def _found(result: dict, mine: list[dict]) -> bool:
    """Whether what was found within a result's span means it: alone, or the first and the last of it together."""
    over = [row for row in mine if row["start_char"] <= result["End"] and result["Start"] < row["end_char"]]
    values = result["Resolution"].get("values", [])
    kind = _kind(result)
    return bool(over) and any(_means(value, kind, over) for value in values)


def _means(value: dict, kind: str, over: list[dict]) -> bool:
    first, last = over[0], over[-1]
    timex = value.get("timex", "")
    if kind in ("duration", "set", "time") or (kind == "timerange" and "(" not in timex):
        return any(_same_length(timex, row["value"] or "") for row in over)
    if any(row["value"] == timex for row in over):
        return True
    if timex.endswith("_REF"):
        return any(row["value"] == timex for row in over)
    if value.get("value") == "not resolved" and kind != "date":
        return any(timex.removeprefix("FY").removeprefix("SY") == row["value"] for row in over)
    start, end = day(value.get("start") or value.get("value")), day(value.get("end"))
    days = any(row["start_date"] == start for row in over)
    if kind == "date":
        wide = [row for row in over if row["precision"] in ("week", "month", "year") and row["rule_id"].startswith("relative:shift")]
        return any(row["start_date"] <= start <= row["end_date"] for row in wide if start) or (
            days and any(row["start_date"] == start and row["precision"] in ("day", "time", "part_of_day", "week") for row in over)
        )
    if kind in ("datetime", "datetimerange"):
        clock = re.search(r"T(.*)$", timex)
        return days and (
            not clock
            or any(
                _same_length("T" + clock[1], (row["value"] or "").partition("T")[1] + (row["value"] or "").partition("T")[2])
                for row in over
            )
        )
    if end is None:
        return days
    ends = (end, end - timedelta(days=1))
    return first["start_date"] == start and (last["end_date"] in ends or last["start_date"] in ends)


def _same_length(wanted: str, value: str) -> bool:
    """Whether two spellings tell the same length, recurring time or time of day."""
    plain = value.replace("XXXX-XX-XX", "")
    equal = {"P3M": "P1Q", "P0.5Y": "P6M", "XXXX-WXX-WE": "P1WE", "TNT": "TNI", "TMEL": "TMI", "P1WD": "P1WD"}
    wanted = equal[wanted] if equal.get(wanted) == plain else wanted
    if "X" in value and value.startswith("P"):  # "a few days": how many is not told
        wanted = re.sub(r"\d+", "X", wanted)
    time_of_day = "T" + value.partition("T")[2] if not value.startswith("P") and "T" in value else ""
    wanted = re.sub(r"(T\d\d(?::\d\d)?):00$", r"\1", wanted)
    return wanted in (value, plain, time_of_day, re.sub(":00$", "", time_of_day)) or (wanted + ":00") in (plain, time_of_day)


def main() -> None:
    """List wrong cases, then the reasons of those out of scope."""
    if not EXPRESSIONS.exists():
        sys.exit(f"no labelled expressions at {EXPRESSIONS}; nothing measured")
    judged = cases()
    outside = Counter(_out_of_scope(results(case)) for case, _, right in judged if right is None)
    for case, mine, right in judged:
        if right is False:
            wanted = [(result["Text"], _wanted(result)) for result in results(case)]
            print(case["Input"][:90], "|", wanted, "|", [(row["text"], row["value"], str(row["start_date"])) for row in mine])
    for why, count in outside.most_common():
        print(f"out of scope: {count:3} {why}")


if __name__ == "__main__":
    main()
