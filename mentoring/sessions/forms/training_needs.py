"""Choosing from the list of needs."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.sessions.training_needs import Need


class ChooseByNeedForm(forms.Form):
    """needs: the list. Those who fit into the free places are ticked at first.

    Only people without a refusal are choices, so nobody else can be posted.
    """

    people = forms.TypedMultipleChoiceField(
        label=_("Who takes part"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )
    note = forms.CharField(
        label=_("Why others go first"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed only where you leave somebody out who stands higher on the list."),
    )

    def __init__(self, *args: Any, needs: Sequence[Need], free: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones = [need for need in needs if need.refusal is None]
        self.fields["people"].choices = [
            (str(need.person.pk), need.person.full_name) for need in open_ones
        ]
        self.fields["people"].initial = [str(need.person.pk) for need in open_ones[:free]]

    def ticked(self) -> set[str]:
        """Keys of who is ticked, as the page shows them now."""
        return {str(key) for key in self["people"].value() or ()}
