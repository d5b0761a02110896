"""Forms for lists of past certificates: what to send, and which column is what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.legacy.columns import COLUMNS
from certificates.models import CertificateType, LegacyImport


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ScansField(forms.FileField):
    """Several files; their sizes and kinds are looked at by whoever takes them."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not files:
            super().clean(None, initial)
        return list(files)


_TABLE = {"accept": ".xlsx,.csv,.txt"}
_SCANS = {"accept": ".pdf,.jpg,.jpeg,.png,.webp,.zip", "multiple": True}


class SendPastForm(forms.Form):
    """What kind of papers, the table, and the scans."""

    type = forms.ModelChoiceField(
        label=_("What kind of papers are these?"), queryset=CertificateType.objects.none()
    )
    table = forms.FileField(
        label=_("Table"),
        help_text=_("XLSX or CSV, one paper a row. The first line names the columns."),
        widget=forms.FileInput(attrs=_TABLE),
    )
    scans = ScansField(
        label=_("Scans"),
        help_text=_("A PDF or picture of each paper, or one ZIP with all of them."),
        widget=ManyFilesInput(attrs=_SCANS),
    )

    def __init__(self, *args: Any, types: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].queryset = types


class SendAgainForm(forms.Form):
    """A corrected table, more scans, or both."""

    table = forms.FileField(
        label=_("Corrected table"), required=False, widget=forms.FileInput(attrs=_TABLE)
    )
    scans = ScansField(label=_("More scans"), required=False, widget=ManyFilesInput(attrs=_SCANS))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("table") or cleaned.get("scans")):
            raise forms.ValidationError(_("Choose a table, scans, or both."), code="nothing")
        return cleaned


class PastColumnsForm(forms.Form):
    """For each column of the list: which heading of the table holds it."""

    def __init__(self, *args: Any, found: LegacyImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings: Sequence[Any] = [("", _("not in the table")), *((h, h) for h in found.headings)]
        for column in COLUMNS:
            self.fields[column.name] = forms.ChoiceField(
                label=column.label,
                choices=headings,
                required=column.is_required,
                initial=found.columns.get(column.name, ""),
            )

    def columns(self) -> dict[str, str]:
        return {name: heading for name, heading in self.cleaned_data.items() if heading}
