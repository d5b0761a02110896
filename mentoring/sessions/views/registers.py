"""The coordinator's register of training runs."""

from typing import Any

from django.db.models import Count

from mentoring.registry.views.rows import (
    RowCreateView,
    RowEditView,
    RowIndexView,
    RowInspectView,
)
from mentoring.sessions import services
from mentoring.sessions.models import TrainingRun


class RunIndexView(RowIndexView):
    exports_names = False

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().annotate(participant_count=Count("participants"))


class GoesOnOnThePhone:
    """Sessions and participants are written on the run's own page, so saving leads there."""

    object: TrainingRun

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


class RunCreateView(GoesOnOnThePhone, RowCreateView):
    def get_initial(self) -> dict[str, Any]:
        """What the list of training needs proposed: `?programme_code=` and `?place=`."""
        proposed = {
            name: self.request.GET[name][:40]
            for name in ("programme_code", "place")
            if self.request.GET.get(name)
        }
        return {**super().get_initial(), **proposed}

    def save_instance(self) -> TrainingRun:
        return services.open_training_run(opened_by=self.request.user, **self.form.values())


class RunEditView(GoesOnOnThePhone, RowEditView):
    def save_instance(self) -> TrainingRun:
        return services.change_training_run(
            run=self.object, changes=self.form.values(), changed_by=self.request.user
        )


class RunInspectView(RowInspectView):
    template_name = "mentoring_sessions/admin/run.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs, can_change=self.can_change and not self.object.is_closed
        )
