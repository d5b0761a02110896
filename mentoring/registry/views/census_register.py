"""The census in the admin."""

from typing import Any

from mentoring.registry.forms import RowForm
from mentoring.registry.forms.census import EntryForm as _EntryForm
from mentoring.registry.models import CensusEntry
from mentoring.registry.services import correct_entry
from mentoring.registry.views.rows import RowEditView, RowIndexView


class EntryForm(RowForm):
    class Meta(_EntryForm.Meta):
        pass


class CensusIndexView(RowIndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("sentra")


class CensusEditView(RowEditView):
    def save_instance(self) -> CensusEntry:
        # The form has written into the row already: the service looks at the kept one.
        kept = CensusEntry.objects.select_related("sentra", "place").get(pk=self.object.pk)
        return correct_entry(
            entry=kept, changes=self.form.cleaned_data, changed_by=self.request.user
        )
