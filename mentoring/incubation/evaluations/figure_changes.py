"""What differs between two snapshots of figures, and how a snapshot takes changes. Pure.

A snapshot is nested dicts with text keys; everything else (text, number, list) is a value and
changes whole. In all snapshots of one shape a key holds either branches or values, never both.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

# [path, before, after]: a path is a list of keys, null stands for "not there".
Change = list[Any]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Each value that differs, as [path, before, after], in the order of the paths."""
    old, new = dict(_values(before)), dict(_values(after))
    return [
        [list(path), old.get(path), new.get(path)]
        for path in sorted({*old, *new})
        if old.get(path) != new.get(path)
    ]


def changed(figures: Mapping[str, Any], changes: Sequence[Change]) -> dict[str, Any]:
    """A copy of `figures` with each change written; branches that become empty go.

    Raises ValueError where a value is no longer what the change found.
    """
    result = deepcopy(dict(figures))
    for path, before, after in changes:
        if _at(result, path) != before:
            raise ValueError(f"These figures changed since: {path}")
        _write(result, path, after)
    return result


def _values(branch: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[Any, Any]]:
    for key, value in branch.items():
        if isinstance(value, dict):
            yield from _values(value, (*above, key))
        elif value is not None:
            yield (*above, key), value


def _at(branch: Any, path: Sequence[str]) -> Any:
    for key in path:
        if not isinstance(branch, dict):
            return None
        branch = branch.get(key)
    return branch


def _write(branch: dict[str, Any], path: Sequence[str], value: Any) -> None:
    parents = []
    for key in path[:-1]:
        parents.append((branch, key))
        if not isinstance(branch.get(key), dict):
            branch[key] = {}
        branch = branch[key]
    if value is not None:
        branch[path[-1]] = value
        return
    branch.pop(path[-1], None)
    for parent, key in reversed(parents):
        if parent[key]:
            break
        del parent[key]
