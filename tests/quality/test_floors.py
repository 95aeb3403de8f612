"""Quality on labelled data does not fall below its pinned floors.

A floor is a measured figure less a little room; it holds for the labels whose hash is pinned with it. To lower one, say why in
docs/quality.md.
"""

import json

import pytest
from measure import LABELS, labels_hash, measure

FLOORS = json.loads((LABELS / "floors.json").read_text())["sample"]


@pytest.fixture(scope="module")
def measured(sample):
    return measure(sample.warehouse)


def test_floors_are_pinned_for_these_labels():
    assert FLOORS["labels_hash"] == labels_hash()


@pytest.mark.parametrize("name", FLOORS["floors"])
def test_quality_does_not_fall(measured, name):
    assert measured[name] >= FLOORS["floors"][name], f"{name} is {measured[name]:.3f}"
