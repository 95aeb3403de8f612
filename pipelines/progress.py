"""Progress of a run on the screen: one line per step, with its time and what it did.

Belongs here: turning Dagster's events into lines.
Does not belong here: starting runs, the summary at the end (`pipelines.summary`).
"""

import time

import dagster as dg
from rich.console import Console

STEPS = {
    "raw_delivery": "read the inputs",
    "raw_source_list": "read the list of sources",
    "raw_topics": "read the taxonomy",
    "raw_places": "read the gazetteers",
    "raw_topic_overrides": "read the overrides of themes",
    "parsed_articles": "find articles and their parts",
    "extracted_passages": "extract names, quotes, events and themes",
    "resolved_entities": "join people and events across articles",
    "dbt_models": "build and test the warehouse",
    "published__warehouse": "publish",
}


class Progress:
    """Writes a line when a step starts and completes it when the step ends."""

    def __init__(self, console: Console) -> None:
        """Write to a console."""
        self.console = console
        self.began: dict[str, float] = {}
        self.new_rows: dict[str, int] = {}
        self.set_aside: dict[str, int] = {}

    def __call__(self, entry: dg.EventLogEntry) -> None:
        """Take one event of the run."""
        event = entry.dagster_event
        if event is None or event.step_key is None:
            return
        if event.event_type == dg.DagsterEventType.STEP_START:
            self.began[event.step_key] = time.monotonic()
            if self.console.is_terminal:  # in a log file a line that is written over would stay
                self.console.print(f"  {STEPS.get(event.step_key, event.step_key)} …", end="\r")
        elif event.event_type == dg.DagsterEventType.ASSET_MATERIALIZATION:
            self._count(event)
        elif event.event_type == dg.DagsterEventType.STEP_SUCCESS:
            self._line(event.step_key, "[green]✓[/green]")
        elif event.event_type == dg.DagsterEventType.STEP_FAILURE:
            self._line(event.step_key, "[red]✗[/red]")

    def _count(self, event: dg.DagsterEvent) -> None:
        for name, counts in (("new_rows", self.new_rows), ("documents_set_aside", self.set_aside)):
            new = event.materialization.metadata.get(name)
            if new is not None and event.step_key:
                counts[event.step_key] = counts.get(event.step_key, 0) + int(str(new.value))

    def _line(self, step: str, mark: str) -> None:
        seconds = time.monotonic() - self.began[step]
        rows = f"{self.new_rows[step]:,} new rows" if step in self.new_rows else ""
        rows += f", [yellow]{self.set_aside[step]:,} documents set aside[/yellow]" if self.set_aside.get(step) else ""
        self.console.print(f"{mark} {STEPS.get(step, step):<42} {seconds:6.1f} s  {rows}")
