"""What people type about gaps between logs and raters: one answer for each."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from mentoring.incubation.evaluations.report_parts import shown
from mentoring.incubation.gap_answers import AskedGap, fields_of


class GapAnswersMixin(forms.Form):
    """One text field for each gap; whether all are answered the service asks."""

    def __init__(self, *args: Any, gaps: Sequence[AskedGap] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gaps = list(gaps)
        for name, gap in fields_of(self.gaps):
            self.fields[name] = forms.CharField(
                label=_("%(side)s: the logs say %(logs)s, the raters %(raters)s. Why?")
                % {
                    "side": gap.label,
                    "logs": shown(gap.by_logs),
                    "raters": shown(gap.by_opinion),
                },
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def gap_fields(self) -> list[Any]:
        return [self[name] for name, _gap in fields_of(self.gaps)]

    def gap_answers(self) -> dict[str, str]:
        """Dimension code -> what was typed."""
        return {
            gap.dimension: self.cleaned_data.get(name, "") for name, gap in fields_of(self.gaps)
        }
