"""Forms of groups and memberships."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.registry.forms.people import PersonChooser, PersonForm
from mentoring.registry.forms.rows import DayInput, DaysForm, EndForm, RowForm, offer
from mentoring.registry.models import (
    CrafterGroup,
    LeaveReason,
    MembershipRole,
    Person,
)


class GroupForm(RowForm):
    class Meta:
        model = CrafterGroup
        fields = ["name", "sentra", "hamlet", "founded_on", "tenancy", "tier", "story"]
        widgets = {
            "founded_on": DayInput,
            "tenancy": forms.RadioSelect,
            "tier": forms.RadioSelect,
            "story": forms.Textarea(attrs={"rows": 3}),
        }


class MemberForm(DaysForm):
    """A person of the registers becomes a member."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Person"), widget=PersonChooser)
    role = forms.ChoiceField(label=_("Role"), choices=MembershipRole.choices)
    field_order = ("person", "role", "starts_on", "last_day")

    def __init__(self, *args: Any, for_user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["person"], for_user)


class EndMembershipForm(EndForm):
    leave_reason = forms.ChoiceField(
        label=_("Why"), choices=[("", _("not told")), *LeaveReason.choices], required=False
    )
    reason = forms.CharField(label=_("In words"), required=False, max_length=120)
    field_order = ("last_day", "leave_reason", "reason")


class NewMemberForm(PersonForm):
    """Somebody not yet in the registers is written down and becomes a member in one step."""

    # The rest is asked later, on her own page.
    place = None  # type: ignore[assignment]
    languages = None  # type: ignore[assignment]
    worker_statuses = None  # type: ignore[assignment]
    is_head_of_household = None  # type: ignore[assignment]
    raises_children_alone = None  # type: ignore[assignment]
    receives_social_aid = None  # type: ignore[assignment]
    role = forms.ChoiceField(label=_("Role in the group"), choices=MembershipRole.choices)
    starts_on = forms.DateField(label=_("Member from"), widget=DayInput)

    class Meta(PersonForm.Meta):
        fields = ["full_name", "nickname", "sex", "hamlet", "rt_rw", "phone"]

    field_order = ("full_name", "sex", "hamlet", "role", "starts_on")
