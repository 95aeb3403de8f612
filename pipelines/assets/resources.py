"""Resources: the lake, held by one run at a time, and the workers of a run.

Belongs here: opening the lake for a run and keeping other runs out of it; how many workers a run may have.
Does not belong here: tables and files of the lake (`pipelines.lake`), starting workers (`pipelines.engine`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from filelock import FileLock, Timeout

from pipelines.lake import Lake


class Engine(dg.ConfigurableResource):
    """Where batches are worked at."""

    workers: int = 0


class LakeResource(dg.ConfigurableResource):
    """The lake below a folder, locked for the length of a run."""

    root: str

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["LakeResource"]:
        """Hold the lake's lock while the run lasts.

        Raises:
            dagster.Failure: another run holds it; two runs at once would publish half of each other's night.
        """
        root = Path(self.root)
        root.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(root / ".lock", timeout=0):
                yield self
        except Timeout:
            raise dg.Failure(f"another run is writing to {root}; wait for its end and start again") from None

    @property
    def lake(self) -> Lake:
        """The tables."""
        return Lake(Path(self.root))
