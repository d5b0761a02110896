"""What people choose when they link a training to a cycle."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LinkTrainingForm(forms.Form):
    """A training run out of those the user may see."""

    def __init__(self, *args: Any, runs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["run"] = forms.ModelChoiceField(
            label=_("Training"), queryset=runs, empty_label=_("Choose a training")
        )
