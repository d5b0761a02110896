import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.incubation.evaluations.figure_changes import changed, differences
from mentoring.incubation.evaluations.figure_text import pruned, text

LEAVES = st.dictionaries(
    st.sampled_from(["total", "on", "n"]), st.none() | st.sampled_from(["", "1.00", "2.00", True])
)
BRANCHES = st.dictionaries(st.sampled_from(["KOH", "OTO"]), LEAVES)
SNAPSHOTS = st.builds(lambda leaves, branches: pruned({**leaves, **branches}), LEAVES, BRANCHES)


def test_each_value_that_differs_is_named_with_its_way():
    before = {"rounds": {"endline": {"total": "56.25", "on": "2026-12-01"}}}
    after = {"rounds": {"endline": {"total": "58.00", "on": "2026-12-01"}, "midline": {"on": "x"}}}

    assert differences(before, after) == [
        [["rounds", "endline", "total"], "56.25", "58.00"],
        [["rounds", "midline", "on"], None, "x"],
    ]


def test_figures_that_moved_meanwhile_take_no_change():
    with pytest.raises(ValueError, match="changed since"):
        changed({"total": "57.00"}, [[["total"], "56.25", "58.00"]])


def test_a_branch_that_becomes_empty_goes():
    assert changed({"a": {"b": {"c": "1"}}, "d": "2"}, [[["a", "b", "c"], "1", None]]) == {"d": "2"}


@given(SNAPSHOTS, SNAPSHOTS)
def test_the_differences_lead_from_one_snapshot_to_the_other(before, after):
    assert changed(before, differences(before, after)) == after


@given(SNAPSHOTS)
def test_nothing_differs_from_itself(figures):
    assert differences(figures, figures) == []


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0.125, "0.13"), (-0.001, "0.00"), (42.99999999999999, "43.00"), (7, "7"), (None, None)],
)
def test_numbers_are_text_with_two_places_half_up(number, shown):
    assert text(number) == shown
