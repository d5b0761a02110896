"""What somebody promised, and what came of it."""

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
