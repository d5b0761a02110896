"""What facilitators fill in to propose a change of membership, and coordinators to decide."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.phones import e164
from mentoring.registry.forms import DayInput
from mentoring.registry.models import LeaveReason, MembershipRole, Person, ProposalKind, Sex


class PersonOfRegisters(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.full_name} ({obj.hamlet})" if obj.hamlet else obj.full_name


class NewMemberProposalForm(forms.Form):
    """Somebody of the registers, or somebody nobody wrote down yet."""

    person = PersonOfRegisters(
        Person.objects.none(),
        label=_("Somebody you know from another group"),
        required=False,
        empty_label=_("somebody new"),
    )
    full_name = forms.CharField(
        label=_("Name of somebody new"),
        max_length=100,
        required=False,
        help_text=_("As on the identity card. One word is enough."),
    )
    sex = forms.ChoiceField(
        label=_("Woman or man"), choices=Sex.choices, widget=forms.RadioSelect, required=False
    )
    hamlet = forms.CharField(label=_("Hamlet"), max_length=80, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=MembershipRole.choices)
    happens_on = forms.DateField(label=_("Member from"), widget=DayInput)
    note = forms.CharField(label=_("Note for the coordinator"), max_length=300, required=False)

    def __init__(self, *args: Any, people: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people

    def clean_phone(self) -> str:
        try:
            return e164(self.cleaned_data["phone"])
        except ValueError as unreadable:
            raise ValidationError(
                _(
                    "This does not look like a phone number. "
                    "Write it as on the card, for example 0812 3456 7890."
                )
            ) from unreadable

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        person, name = said.get("person"), (said.get("full_name") or "").strip()
        if "full_name" in self.errors or "person" in self.errors:
            return said
        if person and name:
            self.add_error("full_name", _("Choose somebody or write a name, not both."))
        elif not person and not name:
            self.add_error("full_name", _("Write who joins."))
        elif name and not said.get("sex") and "sex" not in self.errors:
            self.add_error("sex", _("Say whether it is a woman or a man."))
        said["full_name"] = name
        return said

    def proposal(self) -> dict[str, Any]:
        """What the service wants; of a registered person nothing is written down anew."""
        said = dict(self.cleaned_data)
        if said["person"] is not None:
            said |= {"sex": "", "hamlet": "", "phone": ""}
        return said


class MemberChangeForm(forms.Form):
    """A member leaves, or gets another role."""

    kind = forms.ChoiceField(
        label=_("What changes"),
        choices=[(kind.value, kind.label) for kind in (ProposalKind.LEAVE, ProposalKind.ROLE)],
        widget=forms.RadioSelect,
    )
    leave_reason = forms.ChoiceField(
        label=_("Why she leaves"),
        choices=[("", _("not told")), *LeaveReason.choices],
        required=False,
    )
    role = forms.ChoiceField(label=_("New role"), choices=MembershipRole.choices, required=False)
    happens_on = forms.DateField(
        label=_("Since which day"),
        widget=DayInput,
        help_text=_("The first day on which it was so."),
    )
    note = forms.CharField(label=_("Note for the coordinator"), max_length=300, required=False)

    def __init__(self, *args: Any, present_role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.present_role = present_role

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") == ProposalKind.ROLE and said.get("role") in ("", self.present_role):
            self.add_error("role", _("Choose another role than the present one."))
        if said.get("kind") == ProposalKind.LEAVE and not said.get("leave_reason"):
            self.add_error("leave_reason", _("Say why, as far as you know."))
        return said


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer to the facilitator"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed when you say no."),
    )
