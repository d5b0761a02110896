"""Members of one or several groups who are to take part in a training."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.registry.models import Membership
from mentoring.sessions.services import Entrant


class MembershipsForm(forms.Form):
    """memberships: those that may be chosen; a person counts once, with her first group."""

    members = forms.ModelMultipleChoiceField(
        label=_("Members"),
        queryset=Membership.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(self, *args: Any, memberships: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["members"]
        rows = memberships.select_related("person", "group")
        field.queryset = rows.order_by("group__name", "person__full_name", "pk")
        field.label_from_instance = self._named

    @staticmethod
    def _named(membership: Membership) -> str:
        person = membership.person
        return f"{person.full_name} ({person.hamlet or '–'}), {membership.group.name}"

    def entrants(self) -> list[Entrant]:
        return [Entrant(each.person, each.group) for each in self.cleaned_data["members"]]
