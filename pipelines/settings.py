"""Settings: where the input and the data lie, and when the night begins.

Belongs here: what a deployment may set, by `broadsheet.toml` or `BROADSHEET_…` variables, and paths that follow from it.
Does not belong here: constants of the language rules (lexicons) and business rules (dbt vars).
"""

from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

RE_CRON = r"^\S+( \S+){4}$"
REPOSITORY = Path(__file__).parent.parent


class Settings(BaseSettings):
    """Where things lie and when they run.

    Each value is taken from the first of: the caller, the variable `BROADSHEET_<NAME>`, `broadsheet.toml` in the working directory.
    Relative paths count from the working directory.
    """

    model_config = SettingsConfigDict(
        env_prefix="BROADSHEET_", toml_file="broadsheet.toml", extra="forbid", frozen=True, validate_default=True
    )

    input: tuple[str, ...] = ("seeds",)
    """Folders, files, patterns (`news/**/*.txt`) and URIs (`s3://bucket/news`) that are listed at each delivery."""

    data_dir: Path = Path("data")
    """Folder of the lake, the published warehouse and the run history."""

    timezone: str = "UTC"
    """IANA time zone in which a delivery day begins and the nightly schedule fires."""

    nightly: bool = False
    """Whether the nightly schedule starts switched on."""

    nightly_at: str = Field("0 2 * * *", pattern=RE_CRON)
    """Cron expression of the nightly schedule, in `timezone`."""

    first_day: date = date(2025, 1, 1)
    """First delivery day that can be run."""

    batch_bytes: int = Field(8_000_000, gt=0)
    """Bytes of input that are held in memory and processed together."""

    workers: int = Field(0, ge=0)
    """Processes that work at once, each with a batch of its own in memory; 0 chooses by the input and the cores, 1 starts none."""

    max_bytes: int = Field(20_000_000, gt=0)
    """Size of the largest document that is taken in: a news text has some kilobytes, what is larger is a mistake or a dump."""

    rehash: bool = False
    """Whether every file is read again at a delivery, whatever its size and time say."""

    @field_validator("input")
    @classmethod
    def _absolute_inputs(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(given if "://" in given else str(Path(given).expanduser().resolve()) for given in value)

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"no such time zone: {value}") from error
        return value

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource, env_settings: PydanticBaseSettingsSource, **_: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take the caller's values first, then the environment's, then the file's."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def lake(self) -> Path:
        """Folder of the Delta tables."""
        return self.data_dir / "lake"

    @property
    def warehouse(self) -> Path:
        """The published DuckDB file."""
        return self.data_dir / "broadsheet.duckdb"

    @property
    def build(self) -> Path:
        """The DuckDB file that dbt builds; it becomes the warehouse when all tests pass."""
        return self.data_dir / "build" / "broadsheet.duckdb"

    @property
    def published_state(self) -> Path:
        """Note of what the published warehouse was built from."""
        return self.data_dir / "build" / "published_state"

    @property
    def dagster_home(self) -> Path:
        """Folder of the run history."""
        return self.data_dir / "dagster"

    @property
    def dbt_project(self) -> Path:
        """The dbt project: beside the package in a checkout, inside it when installed."""
        checkout = REPOSITORY / "dbt"
        return checkout if (checkout / "dbt_project.yml").exists() else Path(__file__).parent / "dbt_project"
