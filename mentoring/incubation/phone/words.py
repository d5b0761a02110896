"""What phones tell of rounds, in words: for whoever decides about a sheet or a difference."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from mentoring.errors import MentoringError
from mentoring.incubation.models import (
    CycleEnrolment,
    EmptyKind,
    InstrumentVersion,
    Item,
    RoundKind,
)
from mentoring.incubation.phone.records import read_round
from mentoring.incubation.phone.told_answers import ITEM, unsealed
from mentoring.registry.models import Person


def in_words(sides: Sequence[Mapping[str, Any]]) -> list[dict[str, tuple[str, str]]]:
    """Each of `sides` (payloads, or the sides of a difference with sealed answers) as field ->
    (label, text), in the order of the questions. Constant queries for all sides.

    Raises KeyError, TypeError, ValueError or AttributeError for a payload that is wrong.
    """
    opened = [_opened(side) for side in sides]
    versions = {side.get("version") for side in sides}
    rows = Item.objects.filter(dimension__version__in=[one for one in versions if one])
    items = list(rows.select_related("dimension").order_by("dimension__order", "order"))
    names = _names(sides)
    return [
        {**_facts(side, names), **_answers(answers, items)}
        for side, answers in zip(sides, opened, strict=True)
    ]


def _opened(side: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Item code -> answer, of either shape."""
    if "answers" in side:
        try:
            read_round(side, 1)
        except MentoringError as refusal:
            raise ValueError(refusal.code) from refusal
        return dict(side["answers"])
    return {
        name.removeprefix(ITEM): json.loads(unsealed(text))
        for name, text in side.items()
        if name.startswith(ITEM) and text
    }


def _facts(side: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, tuple[str, str]]:

    day = side.get("happened_on")
    told = {
        "enrolment": (_("Group"), names.get(str(side.get("enrolment")), "?")),
        "person": (_("Member"), names.get(str(side.get("person")), "")),
        "version": (_("Questions"), names.get(str(side.get("version")), "?")),
        "kind": (_("Round"), str(RoundKind(side["kind"]).label) if side.get("kind") else ""),
        "happened_on": (_("Day"), date_format(date.fromisoformat(day)) if day else ""),
    }
    return {name: said for name, said in told.items() if name in side}


def _answers(
    answers: Mapping[str, Mapping[str, Any]], items: Iterable[Item]
) -> dict[str, tuple[str, str]]:
    return {
        f"{ITEM}{item.code}": (f"{item.code} {item.question}", _text(item, answers[item.code]))
        for item in items
        if item.code in answers
    }


def _text(item: Item, said: Mapping[str, Any]) -> str:
    """ "3 – Sering (buku rapat; foto)"."""
    has_photo = any(said.get(word) for word in ("photo", "has_photo", "keeps_photo"))
    shows = (str(said.get("note") or ""), _("photo") if has_photo else "")
    beside = "; ".join(each for each in shows if each)
    answer = _answer(item, said)
    return f"{answer} ({beside})" if beside and answer else answer or beside


def _answer(item: Item, said: Mapping[str, Any]) -> str:
    if said.get("empty"):
        return str(EmptyKind(said["empty"]).label)
    if said.get("level") is not None:
        anchor = item.anchors[said["level"]] if said["level"] < len(item.anchors) else ""
        return f"{said['level']} – {anchor}"
    if said.get("number") is not None:
        number = number_format(Decimal(said["number"]), use_l10n=True, force_grouping=True)
        return f"{number} {item.unit_label}".strip()
    if said.get("choice"):
        return item.option_name(said["choice"])
    return str(said.get("text") or "")


def _names(sides: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Key -> name, of groups, people and questions."""
    enrolments = CycleEnrolment.objects.filter(pk__in=_keys(sides, "enrolment"))
    people = Person.objects.filter(pk__in=_keys(sides, "person"))
    versions = InstrumentVersion.objects.filter(pk__in=_keys(sides, "version"))
    return {
        **{str(key): name for key, name in enrolments.values_list("pk", "group__name")},
        **{str(key): name for key, name in people.values_list("pk", "full_name")},
        **{str(one.pk): str(one) for one in versions.select_related("instrument")},
    }


def _keys(sides: Sequence[Mapping[str, Any]], name: str) -> list[Any]:
    return [side[name] for side in sides if side.get(name)]
