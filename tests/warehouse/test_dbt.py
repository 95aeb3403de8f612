"""The dbt project: what a nightly run builds and tests, and its unit tests, which such a run leaves out."""

import json
import shutil

from deployments import dbt

from pipelines.lake import Lake
from pipelines.warehouse import TARGET, prepare


def test_run_builds_the_models_and_runs_the_data_tests(sample):
    results = json.loads((sample.build.parent / TARGET / "run_results.json").read_text())["results"]
    kinds = [result["unique_id"].split(".")[0] for result in results]
    assert (kinds.count("model") > 40, kinds.count("test") > 90, kinds.count("unit_test")) == (True, True, 0)


def test_unit_tests_pass(sample, tmp_path):
    copy = sample.model_copy(update={"data_dir": tmp_path})
    prepare(copy, Lake(sample.lake))
    shutil.copy(sample.warehouse, copy.build)  # a unit test asks the tables for their columns
    results = dbt(copy, "test", "--select", "test_type:unit").result
    assert [f"{result.node.name}: {result.message}" for result in results if result.status != "pass"] == []
    assert len(results) >= 15
