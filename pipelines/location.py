"""The code location of this process's settings, as Dagster loads it."""

from pipelines.definitions import definitions
from pipelines.settings import Settings

defs = definitions(Settings())
