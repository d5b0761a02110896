"""Forms for facilitators and assignments. Choices offer only what their user is responsible for."""

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.accounts import name_columns
from mentoring.assignments.models import AssignmentKind, Facilitator, LeaveKind
from mentoring.assignments.models.questions import LONGEST
from mentoring.registry.forms import DayInput, DaysForm, PlaceField, RowForm, offer
from mentoring.registry.models import CrafterGroup, Language


def accounts_to_register() -> QuerySet:
    """Active accounts that may accompany groups and are not registered as facilitators yet."""
    permission = Permission.objects.filter(
        codename="accompany_group", content_type__app_label="mentoring_assignments"
    )
    may = Q(groups__permissions__in=permission) | Q(user_permissions__in=permission)
    users = get_user_model()._default_manager.filter(may, is_active=True, facilitator=None)
    return users.distinct().order_by(*name_columns())


class FacilitatorForm(RowForm):
    home_place = PlaceField(label=_("Home village"))
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    training = forms.CharField(
        label=_("Facilitator training she finished"), required=False, max_length=160
    )
    trained_on = forms.DateField(
        label=_("Finished on"),
        required=False,
        widget=DayInput,
        help_text=_(
            "Without a training she accompanies a group only after a manager waives it. "
            "You can also write it down later."
        ),
    )

    class Meta:
        model = Facilitator
        fields = ["user", "home_place", "languages", "load_cap", "latitude", "longitude"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # Who it is never changes: the assignments of the past name her.
            for once in ("user", "training", "trained_on"):
                del self.fields[once]
        else:
            self.fields["user"].queryset = accounts_to_register()
            self.fields["user"].help_text = _(
                "Accounts with the role of facilitator that are not registered yet. "
                "Is somebody missing? Ask an administrator for an account."
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("training") and not cleaned.get("trained_on"):
            self.add_error("trained_on", _("Say on which day she finished the training."))
        if cleaned.get("trained_on") and not cleaned.get("training"):
            self.add_error("training", _("Say which training it was."))
        return cleaned


class ProposalForm(DaysForm):
    group = forms.ModelChoiceField(CrafterGroup.objects.none(), label=_("Group"))
    facilitator = forms.ModelChoiceField(Facilitator.objects.none(), label=_("Facilitator"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=AssignmentKind.choices,
        initial=AssignmentKind.LEAD,
        widget=forms.RadioSelect,
        help_text=_("A lead carries the group; a cover stands in for a time; a trainee learns."),
    )
    travel_minutes = forms.IntegerField(
        label=_("Minutes to travel, one way"),
        required=False,
        min_value=0,
        max_value=1440,
        help_text=_("Leave this empty if you do not know: it is then estimated from the distance."),
    )
    reason = forms.CharField(label=_("Message to the facilitator"), required=False, max_length=200)
    override_reason = forms.CharField(
        label=_("Why, although something speaks against it"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only if the page says what speaks against it. It is kept."),
    )
    field_order = (
        "group",
        "facilitator",
        "kind",
        "starts_on",
        "last_day",
        "travel_minutes",
        "reason",
        "override_reason",
    )

    def __init__(self, *args: Any, for_user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["group"], for_user)
        standing = self.fields["group"].queryset.standing()
        self.fields["group"].queryset = standing.select_related("sentra")
        self.fields["facilitator"].queryset = (
            Facilitator.objects.visible_to(for_user)
            .filter(user__is_active=True)
            .exclude(user=for_user)
            .select_related("user")
            .order_by(*name_columns("user__"))
        )


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)


class SuspendForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class ResumeForm(forms.Form):
    """Nothing to say: the button is enough."""


class HandoverForm(forms.Form):
    """The last day of whoever hands over, and what the next one should know."""

    last_day = forms.DateField(
        label=_("Last day"), widget=DayInput, help_text=_("This day still counts.")
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)
    note = forms.CharField(
        label=_("What the next facilitator should know"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def ends_on(self) -> date:
        return self.cleaned_data["last_day"] + timedelta(days=1)


class HandoverNoteForm(forms.Form):
    """What she who leaves wants the next one to know."""

    note = forms.CharField(
        label=_("What the next facilitator should know"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class EndLeaveForm(forms.Form):
    """The last day of a leave."""

    last_day = forms.DateField(
        label=_("Last day"), widget=DayInput, help_text=_("This day still counts.")
    )

    def ends_on(self) -> date:
        return self.cleaned_data["last_day"] + timedelta(days=1)


class FinishHandoverForm(forms.Form):
    note = forms.CharField(
        label=_("What the next facilitator should know"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class TrainingForm(forms.Form):
    title = forms.CharField(label=_("Which training"), max_length=160)
    institution = forms.CharField(label=_("Given by"), required=False, max_length=120)
    completed_on = forms.DateField(label=_("Finished on"), widget=DayInput)


class WaiverForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    starts_on = forms.DateField(label=_("First day"), widget=DayInput)
    last_day = forms.DateField(
        label=_("Last day"), widget=DayInput, help_text=_("Half a year at most.")
    )

    def days(self) -> dict[str, date]:
        return {
            "starts_on": self.cleaned_data["starts_on"],
            "ends_on": self.cleaned_data["last_day"] + timedelta(days=1),
        }


class LeaveForm(DaysForm):
    kind = forms.ChoiceField(label=_("Why"), choices=LeaveKind.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), required=False, max_length=200)
    field_order = ("starts_on", "last_day", "kind", "note")


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not?"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One short sentence. Your coordinator reads it."),
    )


class SaidForm(forms.Form):
    """Words, a voice, or both. Whether anything is said is for the service to see."""

    voice = forms.FileField(
        label=_("With your voice"),
        required=False,
        allow_empty_file=True,
        # `capture` opens the phone's own recorder, also where no script runs.
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": "user"}),
    )
    text = forms.CharField(
        label=_("In writing"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class QuestionForm(SaidForm):
    """A question; the group is asked for only where somebody is a member of several."""

    question_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    group = forms.ModelChoiceField(
        label=pgettext_lazy("crafters", "group"), queryset=None, empty_label=None
    )

    def __init__(self, *args: Any, groups: QuerySet[CrafterGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups
        if len(groups) == 1:
            self.fields["group"].widget = forms.HiddenInput()
            self.initial["group"] = groups[0].pk
