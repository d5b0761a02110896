"""The form that decides about two records."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.registry.models import DuplicateCase


class DecisionForm(forms.Form):
    """verdict: "a" or "b" (one person, that record goes on) or "different"."""

    verdict = forms.ChoiceField(label=_("What are they?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("How do you know?"),
        max_length=200,
        help_text=_("For example: asked her, her husband and the hamlet head."),
    )

    def __init__(self, *args: Any, case: DuplicateCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = [
            ("a", _("One person. The first record goes on.")),
            ("b", _("One person. The second record goes on.")),
            ("different", _("Two people. Do not ask about them again.")),
        ]
