"""What somebody promised, and what came of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.registry.forms import DayInput
from mentoring.sessions.models import (
    OwnerKind,
)


class FollowUpForm(forms.Form):
    text = forms.CharField(label=_("What was promised"), max_length=300)
    owner_kind = forms.ChoiceField(label=_("Who does it"), choices=OwnerKind.choices)
    due_on = forms.DateField(label=_("Until when"), widget=DayInput)


class CompleteForm(forms.Form):
    result = forms.CharField(label=_("What came of it"), max_length=300)


class OwnerForm(forms.Form):
    """Who does it now; a person only where a member of the group does."""

    owner_kind = forms.ChoiceField(label=_("Who does it"), choices=OwnerKind.choices)
    owner_person = forms.ModelChoiceField(
        label=_("Which member"),
        queryset=None,
        required=False,
        empty_label=_("the group together"),
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_person"].queryset = members
