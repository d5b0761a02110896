"""A training run and who takes part."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.accounts import name_columns
from mentoring.intervals import day_after
from mentoring.registry.forms import DayInput, PlaceField, RowForm
from mentoring.registry.models import CrafterGroup, Person
from mentoring.sessions.models import (
    RunState,
    TrainingRun,
)
from mentoring.sessions.programmes import issuers, programmes
from mentoring.sessions.services import (
    Entrant,
)


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
    place = PlaceField()
    last_day = forms.DateField(
        label=_("Last day"), widget=DayInput, help_text=_("This day still counts.")
    )

    is_proposal = forms.BooleanField(
        label=_("Only propose it"),
        required=False,
        help_text=_("The head of the training centre agrees to it first, or declines it."),
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
            "seats",
            "reserve_seats",
            "registration_until",
            "youngest",
            "oldest",
            "vocation",
            "fund_source",
            "decree_number",
            "decree_on",
            "proposal_reason",
        ]
        field_classes = {"instructors": forms.ModelMultipleChoiceField}
        widgets = {
            "starts_on": DayInput,
            "decree_on": DayInput,
            "registration_until": DayInput,
            "proposal_reason": forms.Textarea(attrs={"rows": 3}),
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
            del self.fields["is_proposal"]
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
        if said.pop("is_proposal", False):
            said["state"] = RunState.PROPOSED
        return said
