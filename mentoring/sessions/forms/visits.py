"""What a facilitator tells of a visit."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.registry.forms import DayInput
from mentoring.registry.models import CrafterGroup, Membership
from mentoring.sessions.forms.attendance import STATUS, mark_field
from mentoring.sessions.models import (
    AttendanceStatus,
    ChairedBy,
    OwnerKind,
    Purpose,
    ReadinessLine,
    SessionKind,
)
from mentoring.sessions.programmes import TeachingModule
from mentoring.sessions.services import (
    PhotoUpload,
    Promise,
    VisitLog,
)
from mentoring.sessions.topics import Topic

VISIT_KINDS = [(kind.value, kind.label) for kind in SessionKind if kind != SessionKind.TRAINING]


class VisitForm(forms.Form):
    """What a facilitator tells of a visit; `visit_log()` is what the service wants."""

    session_id = forms.UUIDField(widget=forms.HiddenInput)
    happened_on = forms.DateField(label=_("Date"), widget=DayInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=VISIT_KINDS)
    guests = forms.CharField(
        label=_("Guests"),
        help_text=_("People who came and are no members. One name on each line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    module = forms.ChoiceField(label=_("Lesson used"), required=False)
    missing = forms.MultipleChoiceField(
        label=_("What was missing"),
        help_text=_("Tick only what was not in order. The rest counts as in order."),
        choices=ReadinessLine.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    notes = forms.CharField(
        label=_("Notes"),
        help_text=_("What you did, what was decided."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    caption = forms.CharField(label=_("What the photo shows"), max_length=200, required=False)
    promise = forms.CharField(label=_("What was promised"), max_length=300, required=False)
    promise_owner = forms.ChoiceField(
        label=_("Who does it"), choices=OwnerKind.choices, initial=OwnerKind.MEMBER, required=False
    )
    promise_due_on = forms.DateField(label=_("Until when"), required=False, widget=DayInput)
    minutes = forms.IntegerField(
        label=_("How long, in minutes"), min_value=1, max_value=1440, required=False
    )
    purpose = forms.ChoiceField(
        label=_("Purpose"), choices=Purpose.choices, initial=Purpose.OPERATIONAL
    )
    chaired_by = forms.ChoiceField(
        label=_("Who chaired"), choices=[("", _("not noted")), *ChairedBy.choices], required=False
    )
    facilitator_was_present = forms.BooleanField(
        label=_("I was there myself"), initial=True, required=False
    )

    def __init__(
        self,
        *args: Any,
        group: CrafterGroup,
        roster: Sequence[Membership],
        modules: Sequence[TeachingModule],
        topics: Sequence[Topic] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        self.people = {membership.person.pk: membership.person for membership in roster}
        self.modules = {f"{m.page_id}:{m.revision_id}": m for m in modules}
        self.fields["module"].choices = [
            ("", _("no lesson")),
            *((key, f"{m.code} {m.title}".strip()) for key, m in self.modules.items()),
        ]
        if topics:
            self.fields["topics"] = forms.TypedMultipleChoiceField(
                label=_("What it was about"),
                help_text=_("Lines of the formula. A lesson that was used counts by itself."),
                choices=[(str(one.key), one.words) for one in topics],
                coerce=UUID,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        for pk, person in self.people.items():
            self.fields[f"{STATUS}{pk}"] = mark_field(person, AttendanceStatus.HADIR)

    def chosen_topics(self) -> list[UUID] | None:
        """What was chosen; None where nobody was asked."""
        return self.cleaned_data["topics"] if "topics" in self.fields else None

    def is_about_nothing(self) -> bool:
        """Whether she was asked what the visit was about, and neither chose nor named a lesson."""
        return self.chosen_topics() == [] and not self.cleaned_data["module"]

    def marks(self) -> list[forms.BoundField]:
        return [self[f"{STATUS}{pk}"] for pk in self.people]

    def clean_guests(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["guests"].splitlines()]
        return [name[:100] for name in names if name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("promise") and not cleaned.get("promise_due_on"):
            self.add_error("promise_due_on", _("Say until when, so that nobody forgets it."))
        if cleaned.get("promise_due_on") and not cleaned.get("promise"):
            self.add_error("promise", _("Write what was promised."))
        self._refuse_strangers()
        return cleaned

    def _refuse_strangers(self) -> None:
        """Marks of people who were no members that day are told, never dropped silently."""
        marked = [name.removeprefix(STATUS) for name in self.data if name.startswith(STATUS)]
        others = [pk for pk in marked if pk not in {str(known) for known in self.people}]
        if others and "happened_on" in self.cleaned_data:
            self.add_error(
                "happened_on",
                _(
                    "The list of members was another on this day, so it is shown anew. "
                    "Look through it, and write others as guests."
                ),
            )

    def visit_log(self) -> VisitLog:
        said = self.cleaned_data
        photos = [PhotoUpload(said["photo"], said["caption"])] if said["photo"] else []
        promises = []
        if said["promise"]:
            promises = [Promise(said["promise"], said["promise_due_on"], said["promise_owner"])]
        return VisitLog(
            session_id=said["session_id"],
            group=self.group,
            happened_on=said["happened_on"],
            kind=said["kind"],
            attendance={person: said[f"{STATUS}{pk}"] for pk, person in self.people.items()},
            guests=said["guests"],
            minutes=said["minutes"],
            purpose=said["purpose"],
            chaired_by=said["chaired_by"],
            facilitator_was_present=said["facilitator_was_present"],
            module=self.modules.get(said["module"]),
            topics=self.chosen_topics(),
            notes=said["notes"],
            readiness={line.value: line.value not in said["missing"] for line in ReadinessLine},
            photos=photos,
            promises=promises,
        )
