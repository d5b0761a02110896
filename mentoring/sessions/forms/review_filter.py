"""What a coordinator looks for among the sessions she reviews; it stands in the address."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from mentoring.accounts import name_columns
from mentoring.registry.models import CrafterGroup
from mentoring.registry.name_keys import search_condition
from mentoring.registry.phone_lists import LONGEST_SEARCH
from mentoring.sessions.models import ReviewState
from mentoring.sessions.review_marks import Mark, narrowed

ALL = "semua"
_MONTHS_BACK = 12
_STATES = [
    ("", _("waiting for an answer")),
    (ReviewState.RETURNED.value, ReviewState.RETURNED.label),
    (ReviewState.ACCEPTED.value, ReviewState.ACCEPTED.label),
    (ALL, _("all of them")),
]


class _NameField(forms.ModelChoiceField):
    def label_from_instance(self, row: Any) -> str:
        return row.get_full_name() if hasattr(row, "get_full_name") else row.name


class ReviewFilter(forms.Form):
    """All of it may be left out; a choice that is none is left out, too."""

    q = forms.CharField(
        label=_("Group, facilitator or notes"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": LONGEST_SEARCH}),
    )
    keadaan = forms.ChoiceField(label=_("Review"), choices=_STATES, required=False)
    kelompok = _NameField(
        label=_("Group"), queryset=None, required=False, empty_label=_("All groups")
    )
    pendamping = _NameField(
        label=_("Facilitator"), queryset=None, required=False, empty_label=_("All facilitators")
    )
    bulan = forms.ChoiceField(label=_("Month"), required=False)
    tanda = forms.ChoiceField(
        label=_("Mark"), choices=[("", _("Any")), *Mark.choices], required=False
    )

    def __init__(self, data: Any, *, rows: QuerySet, today: date) -> None:
        super().__init__(data)
        told = rows.order_by()
        self.fields["kelompok"].queryset = CrafterGroup.objects.filter(
            pk__in=told.values("group")
        ).order_by("name", "pk")
        self.fields["pendamping"].queryset = (
            get_user_model()
            .objects.filter(pk__in=told.values("recorded_by"))
            .order_by(*name_columns(), "pk")
        )
        first = today.replace(day=1)
        months = [first - relativedelta(months=back) for back in range(_MONTHS_BACK)]
        self.fields["bulan"].choices = [
            ("", _("All months")),
            *((f"{month:%Y-%m}", date_format(month, "F Y")) for month in months),
        ]

    def clean_q(self) -> str:
        return self.cleaned_data["q"].strip()[:LONGEST_SEARCH]

    @property
    def asked(self) -> dict[str, Any]:
        """field -> what it is narrowed to; what is empty or no choice is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def query(self) -> str:
        """The address's query, without the page: "q=Ani&bulan=2026-03"."""
        said = {name: getattr(value, "pk", value) for name, value in self.asked.items()}
        return urlencode(said)

    @property
    def more(self) -> str:
        return f"&{self.query}" if self.query else ""

    def found(self, rows: QuerySet) -> QuerySet:
        """Those of `rows` that are asked for; without a state those that wait."""
        asked = self.asked
        state = asked.get("keadaan") or ReviewState.SUBMITTED
        if state != ALL:
            rows = rows.filter(review_state=state)
        if group := asked.get("kelompok"):
            rows = rows.filter(group=group)
        if user := asked.get("pendamping"):
            rows = rows.filter(recorded_by=user)
        if month := asked.get("bulan"):
            first = date.fromisoformat(f"{month}-01")
            rows = rows.filter(
                happened_on__gte=first, happened_on__lt=first + relativedelta(months=1)
            )
        if mark := asked.get("tanda"):
            rows = narrowed(rows, mark)
        if words := asked.get("q"):
            columns = ("group__name_key", *name_columns("recorded_by__"), "notes")
            rows = rows.filter(search_condition(words, columns))
        return rows
