"""Generated pages are as `make docs` would write them now."""

import json

from deployments import parsed

from pipelines.docs import data_dictionary, doc_blocks
from pipelines.settings import REPOSITORY, Settings
from pipelines.warehouse import project


def test_column_descriptions_for_dbt_are_those_of_the_models():
    assert (REPOSITORY / "dbt" / "models" / "columns.md").read_text(encoding="utf-8") == doc_blocks()


def test_data_dictionary_page_is_that_of_the_dbt_project(tmp_path):
    manifest = json.loads(project(parsed(Settings(data_dir=tmp_path))).manifest_path.read_text(encoding="utf-8"))
    assert (REPOSITORY / "docs" / "data_dictionary.md").read_text(encoding="utf-8") == data_dictionary(manifest)
