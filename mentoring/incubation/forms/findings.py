"""What people type about findings: what was seen, what to propose, what came of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.lessons_used import LessonUsed
from mentoring.incubation.models import LessonFinding, Severity
from mentoring.incubation.services.findings import FindingTold


class FindingForm(forms.Form):
    """What a lesson should do differently, and what showed it. finding_id: made with the form,
    so that pressing twice is one finding."""

    finding_id = forms.UUIDField(widget=forms.HiddenInput)
    problem = forms.CharField(
        label=_("What is wrong?"), help_text=_("One short sentence."), max_length=200
    )
    evidence = forms.CharField(
        label=_("What did you see?"),
        help_text=_("How many, and at which step. Without names of people."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    severity = forms.ChoiceField(
        label=_("How much does it matter?"),
        choices=Severity.choices,
        initial=Severity.SERIOUS,
        widget=forms.RadioSelect,
    )
    proposal = forms.CharField(
        label=_("What should it say or show instead?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("finding_id", "page_id", "problem", "evidence", "severity", "proposal")

    def __init__(self, *args: Any, lessons: Iterable[LessonUsed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.page_id, _named(one)) for one in lessons]
        if choices:
            self.fields["page_id"] = forms.TypedChoiceField(
                label=_("Which lesson?"),
                required=False,
                coerce=int,
                empty_value=None,
                choices=[*choices, ("", _("No lesson: what we did together"))],
                initial=choices[0][0],
            )
        self.order_fields(self.field_order)

    def told(self) -> FindingTold:
        said = {name: value for name, value in self.cleaned_data.items() if name != "finding_id"}
        return FindingTold(**said)


def _named(lesson: LessonUsed) -> str:
    if lesson.release is None:
        return lesson.words
    return _("%(lesson)s, version %(number)d") % {"lesson": lesson.words, "number": lesson.release}


class FileForm(forms.Form):
    """Which findings of one lesson become one proposed change, and what it should say."""

    findings = forms.ModelMultipleChoiceField(
        label=_("Which findings belong together?"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one finding.")},
    )
    proposal = forms.CharField(
        label=_("What should the lesson say or show instead?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["findings"].queryset = rows
        self.fields["findings"].label_from_instance = _told


def _told(finding: LessonFinding) -> str:
    group = finding.enrolment.group.name
    return f"{finding} ({finding.get_severity_display()}, {group})"


class CloseForm(forms.Form):
    """What came of a finding nobody else answers."""

    result = forms.CharField(label=_("What came of it?"), max_length=300)


class FindingsFilterForm(forms.Form):
    """Which findings the list shows; wrong values show them all."""

    state = forms.ChoiceField(
        label=_("Which ones?"),
        required=False,
        choices=[
            ("", _("All")),
            ("open", _("Not proposed yet")),
            ("asked", _("Waiting for the keepers")),
            ("closed", _("Closed")),
        ],
    )
    page = forms.IntegerField(
        required=False, min_value=1, max_value=10_000, widget=forms.HiddenInput
    )
