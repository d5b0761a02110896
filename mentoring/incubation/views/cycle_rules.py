"""Changing a stage or a criterion of a cycle in the admin, before its first baseline."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.forms.cycle_rules import CriterionForm, StageForm
from mentoring.incubation.models import Cycle
from mentoring.incubation.permissions import can_open_cycle
from mentoring.incubation.services import change_criterion, change_stage
from mentoring.registry.views.rows import ActionView


class _CycleRuleView(ActionView):
    model = Cycle
    viewset_name = "mentoring_cycle"

    def may(self) -> bool:
        return can_open_cycle(self.request.user, self.object.place)


class StageView(_CycleRuleView):
    form_class = StageForm
    page_title = _("Stage")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.stage = get_object_or_404(self.object.stages.select_related("cycle"), pk=kwargs["row"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "stage": self.stage}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.stage, name) for name in StageForm.base_fields}

    def act(self, form: Any) -> None:
        change_stage(stage=self.stage, changes=form.cleaned_data, changed_by=self.request.user)

    def done(self) -> str:
        return gettext("The stage is changed.")


class CriterionView(_CycleRuleView):
    form_class = CriterionForm
    page_title = _("Gate criterion")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = self.object.criteria.select_related("cycle")
        self.criterion = get_object_or_404(rows, pk=kwargs["row"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "criterion": self.criterion}

    def get_initial(self) -> dict[str, Any]:
        names = ("is_required", "accepts_reason", "measure", "threshold", "taken_out_reason")
        wording = self.criterion.wording
        return {
            **{name: getattr(self.criterion, name) for name in names},
            "question_id": wording.get("id", ""),
            "question_en": wording.get("en", ""),
        }

    def act(self, form: Any) -> None:
        change_criterion(
            criterion=self.criterion, changes=form.changes(), changed_by=self.request.user
        )

    def done(self) -> str:
        return gettext("The criterion is changed.")
