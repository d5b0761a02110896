"""Where somebody says what came of a record that could not be counted."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views.generic import EditView, IndexView

from curriculum.errors import CurriculumError, NoteMissing, SettledAlready
from curriculum.models import EventForReview
from curriculum.services import settle_record


class SettleForm(WagtailAdminModelForm):
    """Only the note: what the phone sent is shown and never changed."""

    class Meta:
        model = EventForReview
        fields = ["note"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        refusal: CurriculumError | None = None
        if not (cleaned.get("note") or "").strip():
            refusal = NoteMissing()
        elif self.instance.settled_at is not None:
            refusal = SettledAlready(note=self.initial.get("note", ""))
        if refusal is not None:
            raise ValidationError(str(refusal), code=refusal.code)
        return cleaned


class EventsForReview(IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("sender")


class SettleView(EditView):
    """Saving is settling: one verb does it, and says who did."""

    def save_instance(self) -> EventForReview:
        return settle_record(
            record=self.form.instance,
            note=self.form.cleaned_data["note"],
            settled_by=self.request.user,
        )
