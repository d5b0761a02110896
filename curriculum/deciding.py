"""Where publishers say what becomes of a proposed change.

Apart from `forms`, which page types load before all models are there.
"""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.log_actions import log

from curriculum.errors import CurriculumError
from curriculum.models import ModuleChangeRequest, ModuleRelease, RequestState
from curriculum.models.change_requests import REQUEST_TRANSITIONS
from curriculum.services import check_decision, decide_change_request


class DecisionForm(WagtailAdminModelForm):
    """What becomes of a proposed change; `curriculum.services` knows what may follow what."""

    class Meta:
        model = ModuleChangeRequest
        fields = ["state", "reason", "answered_by"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        releases = ModuleRelease.objects.filter(page_id=self.instance.module_id)
        self.fields["answered_by"].queryset = releases.defer("manifest", "face")
        allowed = {self.instance.state, *REQUEST_TRANSITIONS[self.instance.state]}
        self.fields["state"].choices = [
            choice for choice in RequestState.choices if choice[0] in allowed
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        decision = {name: cleaned.get(name) for name in self.Meta.fields}
        try:
            check_decision(
                request=self.instance,
                state=decision["state"] or "",
                reason=decision["reason"] or "",
                answered_by=decision["answered_by"],
            )
        except CurriculumError as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
        return cleaned


class ChangeRequestsView(IndexView):
    def get_base_queryset(self) -> Any:
        requests = super().get_base_queryset().select_related("release")
        return requests.defer("release__manifest", "release__face")


class DecideView(EditView):
    """Saving is deciding: one verb does it, and says who decided."""

    def save_instance(self) -> ModuleChangeRequest:
        decided = decide_change_request(
            request=self.form.instance, decided_by=self.request.user, **self.form.cleaned_data
        )
        log(instance=decided, action="wagtail.edit", user=self.request.user)
        return decided
