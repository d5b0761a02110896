"""The register of people."""

from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from mentoring.registry import services
from mentoring.registry.models import Membership, Person
from mentoring.registry.views.rows import (
    RowCreateView,
    RowEditView,
    RowIndexView,
    RowInspectView,
)


class PersonIndexView(RowIndexView):
    def get_base_queryset(self) -> Any:
        """With today's groups, but only those the asker may see."""
        user, today = self.request.user, timezone.localdate()
        memberships = Membership.objects.visible_to(user).on(today).select_related("group")
        return (
            super()
            .get_base_queryset()
            .present()
            .select_related("place")
            .prefetch_related(Prefetch("memberships", memberships, to_attr="groups_today"))
        )


class PersonCreateView(RowCreateView):
    def save_instance(self) -> Person:
        return services.register_person(registered_by=self.request.user, **self.form.cleaned_data)


class PersonEditView(RowEditView):
    def save_instance(self) -> Person:
        return services.change_person(
            person=self.object, changes=self.form.cleaned_data, changed_by=self.request.user
        )


class PersonInspectView(RowInspectView):
    template_name = "mentoring_registry/admin/person.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("place__parent__parent__parent")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        memberships = Membership.objects.visible_to(self.request.user).filter(person=self.object)
        return super().get_context_data(
            **kwargs,
            memberships=memberships.select_related("group__sentra").order_by("-starts_on"),
            can_change=self.can_change,
        )
