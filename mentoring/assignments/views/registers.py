"""The coordinator's registers of facilitators and assignments."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from mentoring.assignments import services
from mentoring.assignments.cautions import facilitator_cautions
from mentoring.assignments.forms import WithdrawForm
from mentoring.assignments.models import CARRYING, Assignment, AssignmentState, Facilitator
from mentoring.assignments.permissions import (
    can_end_assignment,
    can_propose_assignment,
    can_withdraw_assignment,
)
from mentoring.intervals import on_day
from mentoring.registry.forms import EndForm
from mentoring.registry.models import CrafterGroup
from mentoring.registry.views.rows import (
    ActionView,
    RowCreateView,
    RowEditView,
    RowIndexView,
    RowInspectView,
)


class FacilitatorIndexView(RowIndexView):
    def get_base_queryset(self) -> Any:
        """With how many groups each accompanies today, wherever those are: load is load."""
        at_work = on_day(timezone.localdate(), "assignments__") & Q(assignments__state__in=CARRYING)
        return (
            super()
            .get_base_queryset()
            .select_related("user", "home_place")
            .annotate(group_count=Count("assignments", filter=at_work))
        )


class FacilitatorCreateView(RowCreateView):
    def save_instance(self) -> Facilitator:
        return services.register_facilitator(
            registered_by=self.request.user, **self.form.cleaned_data
        )


class FacilitatorEditView(RowEditView):
    def save_instance(self) -> Facilitator:
        return services.change_facilitator(
            facilitator=self.object, changes=self.form.cleaned_data, changed_by=self.request.user
        )


class FacilitatorInspectView(RowInspectView):
    template_name = "mentoring_assignments/admin/facilitator.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("user", "home_place")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        rows = Assignment.objects.visible_to(self.request.user).filter(facilitator=self.object)
        return super().get_context_data(
            **kwargs,
            lines=[(row, row.state_on(today)) for row in rows.with_names()],
            can_change=self.can_change,
            cautions=facilitator_cautions(self.object, today),
        )


class AssignmentIndexView(RowIndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().with_names()


class ProposeView(RowCreateView):
    """The form is no model form: a proposal has rules of its own, and all stand in the service."""

    page_subtitle = _("Propose a facilitator")
    template_name = "mentoring_assignments/admin/propose.html"

    def get_initial(self) -> dict[str, Any]:
        wanted = self.request.GET.get("group")
        return {"starts_on": timezone.localdate(), **({"group": wanted} if wanted else {})}

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return {**kwargs, "for_user": self.request.user}

    def save_instance(self) -> Assignment:
        wanted = self.form.cleaned_data
        return services.propose_assignment(
            facilitator=wanted["facilitator"],
            group=wanted["group"],
            kind=wanted["kind"],
            reason=wanted["reason"],
            proposed_by=self.request.user,
            **self.form.days(),
        )

    def get_success_message(self, instance: Assignment) -> str:
        return gettext("%(facilitator)s has been asked and sees the proposal after signing in.") % {
            "facilitator": instance.facilitator
        }

    def cautions(self) -> list[str]:
        return facilitator_cautions(self.object.facilitator, self.object.starts_on)


class AssignmentInspectView(RowInspectView):
    template_name = "mentoring_assignments/admin/assignment.html"

    def get_queryset(self) -> Any:
        rows = super().get_queryset().with_names()
        return rows.select_related("proposed_by", "group__sentra__place")

    def get_edit_url(self) -> None:
        """None: an assignment moves by steps, it is not rewritten."""

    def get_delete_url(self) -> None:
        """None: who accompanied whom is never deleted."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            **kwargs,
            state=self.object.state_on(timezone.localdate()),
            can_end=can_end_assignment(user, self.object),
            can_withdraw=can_withdraw_assignment(user, self.object),
        )


class EndAssignmentView(ActionView):
    model = Assignment
    form_class = EndForm
    viewset_name = "mentoring_assignment"
    page_title = _("End assignment")
    submit_label = _("End assignment")

    def may(self) -> bool:
        return can_end_assignment(self.request.user, self.object)

    def act(self, form: EndForm) -> None:
        services.end_assignment(
            assignment=self.object,
            ends_on=form.ends_on(),
            reason=form.cleaned_data["reason"],
            ended_by=self.request.user,
        )

    def done(self) -> str:
        return gettext("The assignment ends after the chosen day. Remember to propose who follows.")


class WithdrawAssignmentView(ActionView):
    model = Assignment
    form_class = WithdrawForm
    viewset_name = "mentoring_assignment"
    page_title = _("Withdraw proposal")
    submit_label = _("Withdraw proposal")

    def may(self) -> bool:
        return can_withdraw_assignment(self.request.user, self.object)

    def act(self, form: WithdrawForm) -> None:
        services.withdraw_assignment(
            assignment=self.object, withdrawn_by=self.request.user, **form.cleaned_data
        )

    def done(self) -> str:
        return gettext("The proposal has been withdrawn.")


class FacilitatorsPanel(Component):
    """Who accompanies a group: a section on the group's page in the admin."""

    template_name = "mentoring_assignments/admin/facilitators_panel.html"

    def __init__(self, user: Any, group: CrafterGroup) -> None:
        self.user, self.group = user, group

    @cached_property
    def rows(self) -> list[Assignment]:
        visible = Assignment.objects.visible_to(self.user).filter(group=self.group)
        return list(
            visible.exclude(state=AssignmentState.WITHDRAWN).with_names().order_by("-starts_on")
        )

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        today = timezone.localdate()
        return {
            "group": self.group,
            "lines": [(row, row.state_on(today)) for row in self.rows],
            "has_lead": any(row.leads_on(today) for row in self.rows),
            "propose_url": self.propose_url(),
        }

    def propose_url(self) -> str | None:
        if not can_propose_assignment(self.user, self.group):
            return None
        return f"{reverse('mentoring_assignment:add')}?group={self.group.pk}"
