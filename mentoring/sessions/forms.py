"""What people fill in. Forms speak in last days included; services in half-open ones."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.accounts import name_columns
from mentoring.intervals import day_after
from mentoring.registry.forms import DayInput, PlaceChooser, RowForm
from mentoring.registry.models import CrafterGroup, Membership, Person
from mentoring.sessions.models import (
    Attendance,
    AttendanceStatus,
    ChairedBy,
    MentoringSession,
    OwnerKind,
    Purpose,
    RunParticipant,
    SessionKind,
    SessionState,
    TrainingRun,
)
from mentoring.sessions.programmes import TeachingModule, issuers, programmes
from mentoring.sessions.services import (
    Entrant,
    PhotoUpload,
    PlannedSession,
    Presence,
    Promise,
    VisitLog,
)

MARKS = [
    (status.value, status.label) for status in AttendanceStatus if status != AttendanceStatus.TAMU
]
VISIT_KINDS = [(kind.value, kind.label) for kind in SessionKind if kind != SessionKind.TRAINING]
_STATUS = "status_"
_MINUTES = "minutes_"


class ClockInput(forms.TimeInput):
    """The phone's own clock."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


def mark_field(person: Person, initial: str | None) -> forms.ChoiceField:
    """One person's attendance: four large buttons, none of them optional."""
    return forms.ChoiceField(
        label=person.full_name,
        choices=MARKS,
        widget=forms.RadioSelect,
        initial=initial,
        error_messages={"required": _("Mark this person too.")},
    )


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
        for pk, person in self.people.items():
            self.fields[f"{_STATUS}{pk}"] = mark_field(person, AttendanceStatus.HADIR)

    def marks(self) -> list[forms.BoundField]:
        return [self[f"{_STATUS}{pk}"] for pk in self.people]

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
        marked = [name.removeprefix(_STATUS) for name in self.data if name.startswith(_STATUS)]
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
            attendance={person: said[f"{_STATUS}{pk}"] for pk, person in self.people.items()},
            guests=said["guests"],
            minutes=said["minutes"],
            purpose=said["purpose"],
            chaired_by=said["chaired_by"],
            facilitator_was_present=said["facilitator_was_present"],
            module=self.modules.get(said["module"]),
            notes=said["notes"],
            photos=photos,
            promises=promises,
        )


class PlanVisitForm(forms.Form):
    session_id = forms.UUIDField(widget=forms.HiddenInput)
    planned_on = forms.DateField(label=_("Date"), widget=DayInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=VISIT_KINDS)


class SettleForm(forms.Form):
    """What became of a planned session that was not held."""

    outcome = forms.ChoiceField(
        label=_("What happened"),
        widget=forms.RadioSelect,
        choices=[
            (SessionState.NOT_HELD, _("It did not take place")),
            (SessionState.CANCELLED, _("It is called off")),
        ],
        initial=SessionState.NOT_HELD,
    )
    reason = forms.CharField(label=_("Why"), max_length=200)


class FollowUpForm(forms.Form):
    text = forms.CharField(label=_("What was promised"), max_length=300)
    owner_kind = forms.ChoiceField(label=_("Who does it"), choices=OwnerKind.choices)
    due_on = forms.DateField(label=_("Until when"), widget=DayInput)


class CompleteForm(forms.Form):
    result = forms.CharField(label=_("What came of it"), max_length=300)


class AttendanceSheet(forms.Form):
    """The list of one session of a run, for the participants this user may mark."""

    minutes = forms.IntegerField(label=_("The session took (minutes)"), min_value=1, max_value=1440)

    def __init__(
        self,
        *args: Any,
        session: MentoringSession,
        places: Sequence[RunParticipant],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.person.pk: place for place in places}
        self.fields["minutes"].initial = session.full_minutes or None
        known = {
            mark.person_id: mark
            for mark in Attendance.objects.filter(session=session, person__in=self.places)
        }
        for pk, place in self.places.items():
            mark = known.get(pk)
            self.fields[f"{_STATUS}{pk}"] = mark_field(
                place.person, mark.status if mark else AttendanceStatus.HADIR
            )
            self.fields[f"{_MINUTES}{pk}"] = self._minutes_field(place, mark, session)

    @staticmethod
    def _minutes_field(
        place: RunParticipant, mark: Attendance | None, session: MentoringSession
    ) -> forms.IntegerField:
        stayed = mark.minutes if mark and mark.status == AttendanceStatus.HADIR else None
        return forms.IntegerField(
            label=_("Minutes of %(name)s") % {"name": place.person.full_name},
            min_value=1,
            max_value=1440,
            required=False,
            initial=None if stayed == session.full_minutes else stayed,
        )

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"place": place, "mark": self[f"{_STATUS}{pk}"], "minutes": self[f"{_MINUTES}{pk}"]}
            for pk, place in self.places.items()
        ]

    def presences(self) -> dict[Person, Presence]:
        said = self.cleaned_data
        return {
            place.person: Presence(said[f"{_STATUS}{pk}"], said[f"{_MINUTES}{pk}"])
            for pk, place in self.places.items()
        }


class PlanSessionsForm(forms.Form):
    """Several sessions of a run on days that follow one another."""

    batch = forms.UUIDField(widget=forms.HiddenInput)
    first_on = forms.DateField(label=_("First day"), widget=DayInput)
    count = forms.IntegerField(label=_("How many sessions"), min_value=1, max_value=60, initial=3)
    planned_minutes = forms.IntegerField(
        label=_("Minutes each"),
        help_text=_("8 lesson hours of 45 minutes are 360 minutes."),
        min_value=1,
        max_value=720,
        initial=360,
    )
    start_time = forms.TimeField(label=_("Starts at"), required=False, widget=ClockInput)
    skips_sundays = forms.BooleanField(label=_("Sundays are free"), initial=True, required=False)
    is_make_up = forms.BooleanField(
        label=_("This repeats what some missed"),
        help_text=_("It counts for those who come, and does not lengthen the plan."),
        required=False,
    )

    def sessions(self, zone: ZoneInfo) -> list[tuple[uuid.UUID, PlannedSession]]:
        """The planned sessions with keys of their own: sending the form again plans nothing new."""
        said = self.cleaned_data
        days = _days_from(said["first_on"], said["count"], said["skips_sundays"])
        return [
            (
                uuid.uuid5(said["batch"], str(number)),
                PlannedSession(day, said["planned_minutes"], _at(day, said["start_time"], zone)),
            )
            for number, day in enumerate(days)
        ]


def _days_from(first: date, count: int, skips_sundays: bool) -> list[date]:
    days: list[date] = []
    ordinal = first.toordinal()
    while len(days) < count:
        day = date.fromordinal(ordinal)
        if not (skips_sundays and day.isoweekday() == 7):
            days.append(day)
        ordinal += 1
    return days


def _at(day: date, clock: time | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, clock, zone) if clock else None


class EntrantsForm(forms.Form):
    """Members of one group who are to take part in a run."""

    people = forms.ModelMultipleChoiceField(
        label=_("Members"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(self, *args: Any, group: CrafterGroup, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        self.fields["people"].queryset = members

    def entrants(self) -> list[Entrant]:
        return [Entrant(person, self.group) for person in self.cleaned_data["people"]]


def instructors() -> QuerySet:
    """Active accounts that may be named as instructors of a training."""
    permission = Permission.objects.filter(
        codename="teach_trainingrun", content_type__app_label="mentoring_sessions"
    )
    may = Q(groups__permissions__in=permission) | Q(user_permissions__in=permission)
    users = get_user_model()._default_manager.filter(may, is_active=True)
    return users.distinct().order_by(*name_columns())


class TrainingRunForm(RowForm):
    """A run as a coordinator opens it; its sessions and participants have pages of their own."""

    programme_code = forms.ChoiceField(label=_("Programme"))
    last_day = forms.DateField(
        label=_("Last day"), widget=DayInput, help_text=_("This day still counts.")
    )

    class Meta:
        model = TrainingRun
        fields = [
            "programme_code",
            "number",
            "wave",
            "issuer_code",
            "starts_on",
            "last_day",
            "place",
            "venue",
            "time_zone",
            "delivery",
            "instructors",
            "vocation",
            "fund_source",
            "decree_number",
            "decree_on",
        ]
        field_classes = {"instructors": forms.ModelMultipleChoiceField}
        widgets = {
            "starts_on": DayInput,
            "decree_on": DayInput,
            "place": PlaceChooser(),
            "delivery": forms.RadioSelect,
            "instructors": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme_code"].choices = self._programme_choices()
        if not programmes():
            self.fields["programme_code"].help_text = _(
                "There is no programme yet. Ask an author to publish one first."
            )
        self._offer_issuers()
        self.fields["instructors"].queryset = instructors()
        if self.instance.pk:
            self.fields["last_day"].initial = self.instance.last_day

    def _programme_choices(self) -> list[tuple[str, str]]:
        offered = {programme.code: programme.title_id for programme in programmes()}
        kept = self.instance.programme_code
        if kept:
            offered.setdefault(kept, self.instance.title)
        return [("", _("Choose a programme")), *offered.items()]

    def _offer_issuers(self) -> None:
        """A list where somebody keeps one; otherwise the code as it is written."""
        offered = {issuer.code: issuer.name for issuer in issuers()}
        if not offered:
            self.fields["issuer_code"].help_text = _(
                "Write the code exactly as the issuer uses it."
            )
            return
        if self.instance.issuer_code:
            offered.setdefault(self.instance.issuer_code, self.instance.issuer_code)
        self.fields["issuer_code"] = forms.ChoiceField(label=_("Issuer"), choices=offered.items())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, last_day = cleaned.get("starts_on"), cleaned.get("last_day")
        if starts_on and last_day and last_day < starts_on:
            self.add_error("last_day", _("The last day lies before the first day. Check both."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the services ask for: the day after the last instead of the last."""
        said = dict(self.cleaned_data)
        said["ends_on"] = day_after(said.pop("last_day"))
        return said


class ProposalForm(forms.Form):
    """What was seen, and what the lesson should say instead."""

    proposal_id = forms.UUIDField(widget=forms.HiddenInput)
    evidence = forms.CharField(
        label=_("What did you see?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example: five members did not know this tool."),
    )
    proposal = forms.CharField(
        label=_("What should change in the lesson?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
