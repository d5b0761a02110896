"""The coordinator's registers of facilitators and assignments."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from mentoring.accounts import name_columns
from mentoring.assignments import services
from mentoring.assignments.cautions import facilitator_cautions
from mentoring.assignments.concerns import about_ties, concerns_about
from mentoring.assignments.models import CARRYING, Assignment, AssignmentState, Facilitator
from mentoring.assignments.permissions import (
    can_end_assignment,
    can_finish_handover,
    can_hand_over,
    can_propose_assignment,
    can_record_leave,
    can_record_training,
    can_resume_assignment,
    can_suspend_assignment,
    can_waive_training,
    can_withdraw_assignment,
)
from mentoring.assignments.ties import tied_to
from mentoring.assignments.workload import loads_on
from mentoring.intervals import on_day
from mentoring.registry.models import CrafterGroup
from mentoring.registry.views.rows import (
    RowCreateView,
    RowEditView,
    RowIndexView,
    RowInspectView,
)


class FacilitatorIndexView(RowIndexView):
    names_of_accounts = name_columns("user__")[0]

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
        about = dict(self.form.cleaned_data)
        training, trained_on = about.pop("training"), about.pop("trained_on")
        facilitator = services.register_facilitator(registered_by=self.request.user, **about)
        if training:
            services.record_training(
                facilitator=facilitator,
                title=training,
                completed_on=trained_on,
                recorded_by=self.request.user,
            )
        return facilitator


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
        user, today = self.request.user, timezone.localdate()
        rows = Assignment.objects.visible_to(user).filter(facilitator=self.object)
        return super().get_context_data(
            **kwargs,
            lines=[(row, row.state_on(today)) for row in rows.with_names()],
            trainings=self.object.trainings.all(),
            waivers=self.object.waivers.select_related("granted_by"),
            leaves=self.object.leaves.all(),
            load=loads_on([self.object], today)[self.object.pk],
            can_change=self.can_change,
            can_record_training=can_record_training(user, self.object),
            can_waive=can_waive_training(user, self.object),
            can_record_leave=can_record_leave(user, self.object),
            cautions=facilitator_cautions(self.object, today),
        )


class AssignmentIndexView(RowIndexView):
    names_of_accounts = name_columns("facilitator__user__")[0]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().with_names()


class ProposeView(RowCreateView):
    """The form is no model form: a proposal has rules of its own, and all stand in the service."""

    page_subtitle = _("Propose a facilitator")
    template_name = "mentoring_assignments/admin/propose.html"

    def get_initial(self) -> dict[str, Any]:
        asked = {name: self.request.GET.get(name) for name in ("group", "facilitator", "kind")}
        return {
            "starts_on": timezone.localdate(),
            **{name: wanted for name, wanted in asked.items() if wanted},
        }

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
            travel_minutes=wanted["travel_minutes"],
            override_reason=wanted["override_reason"],
            proposed_by=self.request.user,
            **self.form.days(),
        )

    def get_success_message(self, instance: Assignment) -> str:
        return gettext("%(facilitator)s has been asked and sees the proposal after signing in.") % {
            "facilitator": instance.facilitator
        }

    def cautions(self) -> list[str]:
        """What was only pointed out; what needed a reason has one by now."""
        about = self.object
        found = concerns_about(
            facilitator=about.facilitator,
            group=about.group,
            kind=about.kind,
            day=about.starts_on,
            travel_minutes=about.travel_minutes,
        )
        return [concern.sentence for concern in found if not concern.needs_reason]


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
            ties=self._ties(),
            overrides=self.object.overrides.select_related("decided_by"),
            suspensions=self.object.suspensions.select_related("suspended_by"),
            can_end=can_end_assignment(user, self.object),
            can_withdraw=can_withdraw_assignment(user, self.object),
            can_suspend=can_suspend_assignment(user, self.object),
            can_resume=can_resume_assignment(user, self.object),
            can_hand_over=can_hand_over(user, self.object),
            can_finish=can_finish_handover(user, self.object),
        )

    def _ties(self) -> list[str]:
        """Why the facilitator is refused when she accepts: for whoever may take it back."""
        row = self.object
        is_own = row.facilitator.user_id == self.request.user.pk
        if row.state != AssignmentState.PROPOSED or is_own:
            return []
        if not can_withdraw_assignment(self.request.user, row):
            return []
        tied = tied_to(row.facilitator.user, row.group, row.starts_on)
        found = about_ties(row.facilitator, row.group, tied) if tied.forbids else ()
        return [concern.sentence for concern in found]


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
