"""The kinds of lists, those of rooms below among them, and which column of a file is which."""

from collections.abc import Sequence
from typing import Any

from mentoring.registry.importing.census import CENSUS
from mentoring.registry.importing.groups import GROUPS
from mentoring.registry.importing.lines import ListKind
from mentoring.registry.importing.members import MEMBERS
from mentoring.registry.models import KINDS_OF_OTHER_ROOMS, ImportKind
from mentoring.registry.name_keys import name_key

KINDS: dict[str, ListKind] = {
    ImportKind.GROUPS: GROUPS,
    ImportKind.MEMBERS: MEMBERS,
    ImportKind.CENSUS: CENSUS,
}


def register_kind(word: str, *, lists: Any, kind: ListKind) -> None:
    """Let a room below bring a list of its own, when its app is ready.

    word: at most 8 letters, kept with every batch. lists: what it lists, in words.
    """
    KINDS[word] = kind
    KINDS_OF_OTHER_ROOMS[word] = lists


def guessed_columns(kind: str, headings: Sequence[str]) -> dict[str, str]:
    """Field name -> heading of the file, for each column whose heading is recognised."""
    by_key = {name_key(heading): heading for heading in reversed(headings) if heading}
    guessed = {}
    for column in KINDS[kind].columns:
        found = [by_key[key] for key in column.headings() if key in by_key]
        if found:
            guessed[column.name] = min(found, key=list(headings).index)
    return guessed


def known_headings(kind: str) -> set[str]:
    return {key for column in KINDS[kind].columns for key in column.headings()}
