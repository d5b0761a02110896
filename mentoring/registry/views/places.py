"""The register of craft centres."""

from typing import Any

from django.db.models import Count
from django.utils import timezone

from mentoring.registry import services
from mentoring.registry.cautions import sentra_cautions
from mentoring.registry.models import CrafterGroup, Sentra
from mentoring.registry.views.rows import (
    RowCreateView,
    RowEditView,
    RowIndexView,
    RowInspectView,
)


class SentraIndexView(RowIndexView):
    exports_names = False

    def get_base_queryset(self) -> Any:
        return (
            super()
            .get_base_queryset()
            .select_related("place")
            .annotate(group_count=Count("groups", distinct=True))
        )


class SentraCreateView(RowCreateView):
    def save_instance(self) -> Sentra:
        return services.create_sentra(created_by=self.request.user, **self.form.cleaned_data)

    def cautions(self) -> list[str]:
        return sentra_cautions(self.object)


class SentraEditView(RowEditView):
    def save_instance(self) -> Sentra:
        return services.change_sentra(
            sentra=self.object, changes=self.form.cleaned_data, changed_by=self.request.user
        )

    def cautions(self) -> list[str]:
        return sentra_cautions(self.object)


class SentraInspectView(RowInspectView):
    template_name = "mentoring_registry/admin/sentra.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        groups = CrafterGroup.objects.visible_to(user).filter(sentra=self.object)
        return super().get_context_data(
            **kwargs,
            groups=groups.with_member_count(timezone.localdate()),
            can_change=self.can_change,
            cautions=sentra_cautions(self.object),
        )
