"""The questions of one section as a form: each kind of item with its own fields."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.errors import MentoringError
from mentoring.incubation.errors import LevelOutOfRange, UnknownChoice
from mentoring.incubation.models import EmptyKind, Item, ItemKind, Response
from mentoring.incubation.number_words import parse_number
from mentoring.incubation.services.answers import Answer, refuse_unfit

# "Not asked" is what the platform writes for a gap; nobody chooses it.
OFFERED_EMPTIES = (EmptyKind.NOT_APPLICABLE, EmptyKind.REFUSED, EmptyKind.SKIPPED)
_TICKED = (ItemKind.LEVEL, ItemKind.CHOICE)


@dataclass(frozen=True)
class Question:
    """One item on the page: its fields, and for what is ticked its choices in two kinds.

    value: the typed or uploaded answer of other kinds, None for what is ticked. photo: of
    what shows the answer, None where it is not offered. condition: when the item is asked,
    in words; "" for always.
    """

    item: Item
    choice: BoundField
    note: BoundField
    levels: list[Any]
    empties: list[Any]
    value: BoundField | None = None
    photo: BoundField | None = None
    condition: str = ""
    has_photo: bool = False

    @property
    def has_empty(self) -> bool:
        """Whether a kind of empty is chosen: then its choices are shown unfolded."""
        return self.choice.value() in OFFERED_EMPTIES

    @property
    def errors(self) -> list[str]:
        return [*self.choice.errors, *(self.value.errors if self.value else [])]


class DimensionForm(forms.Form):
    """The items of one section: an answer or a kind of empty, and what shows it.

    An item without an answer stays unanswered; a note alone is sent back with a sentence.
    before: codes and answers that conditions read, of the sections before this one.
    """

    def __init__(
        self,
        *args: Any,
        items: Iterable[Item],
        given: dict[str, Response],
        every_item: Iterable[Item] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        self.given = given
        self.every_item = {item.code: item for item in every_item}
        for item in self.items:
            self._add_fields(item, given.get(item.code))

    def _add_fields(self, item: Item, response: Response | None) -> None:
        is_ticked = item.kind in _TICKED
        self.fields[item.code] = forms.ChoiceField(
            label=item.question,
            required=False,
            choices=[
                *_ticks(item),
                *((kind.value, kind.label) for kind in OFFERED_EMPTIES),
            ],
            widget=forms.RadioSelect,
            initial=_chosen(response),
            error_messages={"invalid_choice": _not_offered(item)},
        )
        if not is_ticked:
            self.fields[f"{item.code}_value"] = _value_field(item, response)
        self.fields[f"{item.code}_note"] = forms.CharField(
            label=gettext_lazy("What shows it"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            initial=response.note if response else "",
        )
        if item.needs_evidence and item.kind != ItemKind.PHOTO:
            self.fields[f"{item.code}_photo"] = forms.FileField(
                label=gettext_lazy("Photo of it"),
                required=False,
                widget=forms.FileInput(attrs={"accept": "image/*"}),
            )

    def questions(self) -> Iterator[Question]:
        for item in self.items:
            choice = self[item.code]
            radios = list(choice)
            ticks = len(_ticks(item))
            response = self.given.get(item.code)
            yield Question(
                item=item,
                choice=choice,
                note=self[f"{item.code}_note"],
                levels=radios[:ticks],
                empties=radios[ticks:],
                value=None if item.kind in _TICKED else self[f"{item.code}_value"],
                photo=self[f"{item.code}_photo"] if f"{item.code}_photo" in self.fields else None,
                condition=self._condition(item),
                has_photo=bool(response and response.file),
            )

    def _condition(self, item: Item) -> str:
        asked = self.every_item.get(str(item.asked_if.get("item", "")))
        if asked is None:
            return ""
        names = [
            code if asked.kind == ItemKind.LEVEL else asked.option_name(code)
            for code in item.asked_if["in"]
        ]
        return _("Ask only if %(item)s is: %(answers)s") % {
            "item": asked.code,
            "answers": ", ".join(names),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for item in self.items:
            if item.code in self.errors or f"{item.code}_value" in self.errors:
                continue
            try:
                answer = self._answer(item, cleaned)
                if answer is not None:
                    refuse_unfit(item, answer)
            except ValueError:
                sentence = _("“%(text)s” is not a number. Write digits, for example 12,5.")
                self.add_error(item.code, sentence % {"text": cleaned[f"{item.code}_value"]})
                continue
            except MentoringError as refusal:
                self.add_error(item.code, str(refusal))
                continue
            if answer is None and cleaned.get(f"{item.code}_note"):
                self.add_error(
                    item.code, _("Choose a level for this note. The note itself is still here.")
                )
        return cleaned

    def answers(self) -> dict[str, Answer]:
        """Item code -> Answer, for the items that were answered."""
        found = {item.code: self._answer(item, self.cleaned_data) for item in self.items}
        return {code: answer for code, answer in found.items() if answer is not None}

    def _answer(self, item: Item, cleaned: dict[str, Any]) -> Answer | None:
        """Raises ValueError for a number that is none."""
        chosen, value = cleaned.get(item.code, ""), cleaned.get(f"{item.code}_value")
        more = {"note": cleaned.get(f"{item.code}_note", "")}
        photo = cleaned.get(f"{item.code}_photo")
        if photo:
            more["photo"] = photo
        if value:
            return _typed(item, value, more)
        if not chosen:
            return None
        if chosen in EmptyKind.values:
            return Answer(empty=chosen, **more)
        if item.kind == ItemKind.LEVEL:
            return Answer(level=int(chosen), **more)
        return Answer(choice=chosen, **more)


def _typed(item: Item, value: Any, more: dict[str, Any]) -> Answer:
    if item.kind == ItemKind.NUMBER:
        return Answer(number=parse_number(value), **more)
    if item.kind == ItemKind.PHOTO:
        return Answer(photo=value, **more)
    return Answer(text=value, **more)


def _ticks(item: Item) -> list[tuple[str, str]]:
    """What is ticked besides the kinds of empty: levels with their words, or choices."""
    if item.kind == ItemKind.LEVEL:
        return [(str(level), anchor) for level, anchor in enumerate(item.anchors)]
    if item.kind == ItemKind.CHOICE:
        return [(one["code"], item.option_name(one["code"])) for one in item.options]
    return []


def _not_offered(item: Item) -> str:
    """What is said of an answer that is none of those offered; %(value)s is what came."""
    if item.kind == ItemKind.LEVEL:
        return str(LevelOutOfRange(level="%(value)s", item=item.code))
    return str(UnknownChoice(choice="%(value)s", item=item.code))


def _value_field(item: Item, response: Response | None) -> forms.Field:
    if item.kind == ItemKind.PHOTO:
        return forms.FileField(
            label=gettext_lazy("Photo"),
            required=False,
            widget=forms.FileInput(attrs={"accept": "image/*"}),
        )
    if item.kind == ItemKind.NUMBER:
        number = response.number if response else None
        return forms.CharField(
            label=item.range_text() or gettext_lazy("Write a number"),
            required=False,
            max_length=30,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            initial="" if number is None else f"{number.normalize():f}".replace(".", ","),
        )
    return forms.CharField(
        label=gettext_lazy("Answer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        initial=response.text if response else "",
    )


def _chosen(response: Response | None) -> str:
    if response is None or response.empty == EmptyKind.NOT_ASKED:
        return ""
    if response.empty or response.choice:
        return response.empty or response.choice
    return "" if response.level is None else str(response.level)
