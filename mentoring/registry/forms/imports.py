"""Forms of the steps of an import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.registry.importing.kinds import KINDS
from mentoring.registry.models import ImportBatch, ImportKind


class UploadForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What does the file list?"), choices=ImportKind.choices, widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX or CSV. The first line names the columns."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


class ColumnsForm(forms.Form):
    """For each column of the list: which heading of the file holds it."""

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = [("", _("not in the file")), *((each, each) for each in batch.headings)]
        for column in KINDS[batch.kind].columns:
            self.fields[column.name] = forms.ChoiceField(
                label=column.label,
                choices=headings,
                required=column.is_required,
                initial=batch.columns.get(column.name, ""),
            )

    def columns(self) -> dict[str, str]:
        return {name: heading for name, heading in self.cleaned_data.items() if heading}
