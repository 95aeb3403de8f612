"""Quality on labelled data does not fall below its pinned floors.

A floor is a measured figure less a little room; it holds for the labels whose hash is pinned with it. To lower one, say why in
docs/quality.md.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import topics
from scores import FLOORS, data_hash, data_sets, fallen, measured

NOWHERE = Path("no-warehouse")  # only the sample corpus is measured through one


@pytest.fixture(params=FLOORS)
def data_set(request):
    warehouse = request.getfixturevalue("sample").warehouse if request.param == "sample" else NOWHERE
    found = next(each for each in data_sets(warehouse) if each.name == request.param)
    if missing := [path for path in found.files if not path.exists()]:
        pytest.skip(f"no labelled data at {missing[0]}")
    return found


def test_quality_does_not_fall(data_set):
    pinned = FLOORS[data_set.name]
    assert pinned["data_hash"] == data_hash(data_set.files)
    if data_set.name in topics.NAMES:
        pytest.skip("a run on some 3,000 articles: make quality holds this floor")
    scores = measured(data_set, datetime.now(UTC))
    assert set(pinned["floors"]) <= set(scores["measure"])
    assert fallen(scores) == []


def test_every_data_set_has_floors():
    assert [each.name for each in data_sets(NOWHERE)] == list(FLOORS)
