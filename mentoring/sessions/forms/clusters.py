"""What is filled in about a meeting of a business cluster."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.registry.forms import DayInput
from mentoring.registry.models import CrafterGroup
from mentoring.sessions.models import ChairedBy


class ClusterMeetingForm(forms.Form):
    meeting_id = forms.UUIDField(widget=forms.HiddenInput)
    happened_on = forms.DateField(label=_("Date"), widget=DayInput)
    groups = forms.ModelMultipleChoiceField(
        CrafterGroup.objects.none(),
        label=pgettext_lazy("crafters", "Groups that came"),
        widget=forms.CheckboxSelectMultiple,
    )
    people_came = forms.IntegerField(label=_("How many people came"), min_value=1, max_value=2000)
    chaired_by = forms.ChoiceField(
        label=_("Who chaired"), choices=[("", _("not noted")), *ChairedBy.choices], required=False
    )
    facilitator_was_present = forms.BooleanField(
        label=_("A facilitator was there"), initial=True, required=False
    )
    decisions = forms.CharField(
        label=_("What was decided"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, groups: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = groups
