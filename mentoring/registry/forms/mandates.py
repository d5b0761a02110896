"""The form of a mandate."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils.translation import gettext_lazy as _

from mentoring.registry.forms.place_field import PlaceField
from mentoring.registry.forms.rows import DayInput, RowForm
from mentoring.registry.models import (
    Mandate,
)


class MandateForm(RowForm):
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DayInput,
        help_text=_("This day still counts. Leave it empty while it goes on."),
    )

    place = PlaceField(
        label=_("Place"),
        help_text=_("Name or code of a village, district, regency or province."),
    )

    class Meta:
        model = Mandate
        fields = ["user", "role", "place", "starts_on"]
        widgets = {"starts_on": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Participants without a password never act for a place; nobody serves herself.
        self.fields["user"].queryset = (
            get_user_model()
            ._default_manager.filter(is_active=True)
            .exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
            .exclude(pk=self.for_user.pk)
        )
