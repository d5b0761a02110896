"""The register of mandates."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentoring.accounts import name_columns
from mentoring.intervals import day_after
from mentoring.registry import services
from mentoring.registry.forms import EndForm
from mentoring.registry.models import Mandate
from mentoring.registry.permissions import can_end_mandate
from mentoring.registry.views.rows import (
    ActionView,
    RowCreateView,
    RowIndexView,
    RowInspectView,
)


class MandateIndexView(RowIndexView):
    names_of_accounts = name_columns("user__")[0]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("user", "place")


class MandateCreateView(RowCreateView):
    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "starts_on": timezone.localdate()}

    def save_instance(self) -> Mandate:
        wanted = dict(self.form.cleaned_data)
        return services.grant_mandate(
            granted_by=self.request.user, ends_on=day_after(wanted.pop("last_day")), **wanted
        )


class MandateInspectView(RowInspectView):
    template_name = "mentoring_registry/admin/mandate.html"

    def get_edit_url(self) -> None:
        """None: a mandate is ended, not rewritten."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs, can_end=can_end_mandate(self.request.user, self.object)
        )


class MandateEndView(ActionView):
    model = Mandate
    form_class = EndForm
    viewset_name = "mentoring_mandate"
    page_title = _("End mandate")
    submit_label = _("End mandate")

    def may(self) -> bool:
        return can_end_mandate(self.request.user, self.object)

    def act(self, form: EndForm) -> None:
        services.end_mandate(
            mandate=self.object, ends_on=form.ends_on(), ended_by=self.request.user
        )

    def done(self) -> str:
        return gettext("The mandate ends after the chosen day.")
