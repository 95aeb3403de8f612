"""The dbt project with its unit tests, which a nightly run leaves out."""

import json

from pipelines.lake import Lake
from pipelines.warehouse import cli, prepare, project


def test_models_data_tests_and_unit_tests_pass(sample):
    prepare(sample, Lake(sample.lake))
    found = project(sample)
    assert cli(found).cli(["build"], target_path=found.target_path, raise_on_error=False).wait().is_successful()
    results = json.loads((found.target_path / "run_results.json").read_text())["results"]
    kinds = [result["unique_id"].split(".")[0] for result in results]
    assert (kinds.count("model") > 40, kinds.count("test") > 90, kinds.count("unit_test") >= 15) == (True, True, True)
    sample.build.unlink()
