"""Participants typed in one grid, or sent as a file: both are read as lines of a list."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.registry.importing.cells import plain
from mentoring.registry.importing.lines import CheckedLine
from mentoring.registry.importing.problems import sentence
from mentoring.sessions.trainee_lists import LIST

# A grid has at least so many lines, and never more than a class is large.
FEWEST_LINES, MOST_LINES = 6, 30
# Lines that stayed because they are wrong come on top; more than this no page of ours offers.
MOST_READ = 200
_LINE = re.compile(r"line([1-9][0-9]{0,3})-")
_UNTOUCHED = {"autocomplete": "off"}


class TraineeFileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX or CSV. The first line names the columns."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


class _LineForm(forms.Form):
    """One line as it is typed: anything may stand there, the list says what is wrong."""

    full_name = forms.CharField(
        label=_("Full name"), required=False, widget=forms.TextInput(attrs=_UNTOUCHED)
    )
    group = forms.ChoiceField(label=pgettext_lazy("crafters", "Group"), required=False)
    hamlet = forms.CharField(
        label=_("Hamlet"), required=False, widget=forms.TextInput(attrs=_UNTOUCHED)
    )
    birth = forms.CharField(
        label=_("Birth date or year"), required=False, widget=forms.TextInput(attrs=_UNTOUCHED)
    )

    def __init__(self, *args: Any, groups: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", "–"), *((name, name) for name in groups)]

    def said(self) -> dict[str, str]:
        """The texts of the cells; an option nobody offered is kept, for the list to refuse."""
        return {name: plain(self.data.get(self.add_prefix(name), "")) for name in self.fields}


class TraineeGrid:
    """The lines of a grid. said: the posted data, or None for an empty grid.

    groups: names that are offered. free: how many places are left, which makes the lines of
    an empty grid; of a posted one every line is read, however few places are left by now.
    """

    def __init__(self, said: Any, *, groups: Sequence[str], free: int) -> None:
        self._groups = groups
        self._count = min(max(free, FEWEST_LINES), MOST_LINES)
        self.refusal = ""
        lines = max(self._count, _lines_posted(said or ()))
        self.forms = [self._form(number, said) for number in range(1, lines + 1)]

    def _form(self, number: int, said: Any) -> _LineForm:
        return _LineForm(said, prefix=f"line{number}", groups=self._groups)

    def lines(self) -> list[CheckedLine]:
        """Those in which something was typed, with the number they stand at."""
        told = [CheckedLine(n, form.said()) for n, form in enumerate(self.forms, start=1)]
        return [line for line in told if any(line.said.values())]

    def keep(self, wrong: Sequence[CheckedLine]) -> None:
        """Leave only `wrong` in the grid, as they were typed and each with what is wrong."""
        labels = {column.name: column.label for column in LIST.columns}
        kept = []
        for number, line in enumerate(wrong, start=1):
            prefix = f"line{number}"
            form = self._form(number, {f"{prefix}-{k}": v for k, v in line.said.items()})
            # The list has judged it; only what it says is shown.
            form.errors.clear()
            for problem in line.problems:
                form.add_error(problem["field"], _in_words(problem, labels))
            kept.append(form)
        more = min(max(self._count, len(kept) + 2), MOST_READ)
        blank = [self._form(number, None) for number in range(len(kept) + 1, more + 1)]
        self.forms = [*kept, *blank]


def _lines_posted(names: Iterable[str]) -> int:
    """The highest number of a line among the names of posted fields, at most MOST_READ."""
    numbers = [int(found[1]) for name in names if (found := _LINE.match(name))]
    return min(max(numbers, default=0), MOST_READ)


def _in_words(problem: dict[str, Any], labels: dict[str, Any]) -> str:
    said = sentence(problem, labels, LIST.sentences)
    if meant := problem["suggestion"]:
        said += " " + _("Is “%(name)s” meant?") % {"name": meant}
    return said
