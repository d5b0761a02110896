"""The steps of an assignment in the admin, and what is written down about a facilitator."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentoring.assignments import conf, forms, services
from mentoring.assignments.models import Assignment, Facilitator
from mentoring.assignments.open_work import open_work_of
from mentoring.assignments.permissions import (
    can_end_assignment,
    can_finish_handover,
    can_hand_over,
    can_record_leave,
    can_record_training,
    can_resume_assignment,
    can_suspend_assignment,
    can_waive_training,
    can_withdraw_assignment,
)
from mentoring.registry.forms import EndForm
from mentoring.registry.views.rows import ActionView


class AssignmentStep(ActionView):
    model = Assignment
    viewset_name = "mentoring_assignment"


class EndAssignmentView(AssignmentStep):
    form_class = EndForm
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


class WithdrawAssignmentView(AssignmentStep):
    form_class = forms.WithdrawForm
    page_title = _("Take back")
    submit_label = _("Take back")

    def may(self) -> bool:
        return can_withdraw_assignment(self.request.user, self.object)

    def act(self, form: forms.WithdrawForm) -> None:
        services.withdraw_assignment(
            assignment=self.object, withdrawn_by=self.request.user, **form.cleaned_data
        )

    def done(self) -> str:
        return gettext("It has been taken back.")


class SuspendAssignmentView(AssignmentStep):
    form_class = forms.SuspendForm
    page_title = _("Suspend from today")
    submit_label = _("Suspend")

    def may(self) -> bool:
        return can_suspend_assignment(self.request.user, self.object)

    def act(self, form: forms.SuspendForm) -> None:
        services.suspend_assignment(
            assignment=self.object,
            suspended_by=self.request.user,
            today=timezone.localdate(),
            **form.cleaned_data,
        )

    def done(self) -> str:
        return gettext("The assignment rests. The group stands among those without a facilitator.")


class ResumeAssignmentView(AssignmentStep):
    form_class = forms.ResumeForm
    page_title = _("Let it go on")
    submit_label = _("Let it go on")

    def may(self) -> bool:
        return can_resume_assignment(self.request.user, self.object)

    def act(self, form: forms.ResumeForm) -> None:
        services.resume_assignment(
            assignment=self.object, resumed_by=self.request.user, today=timezone.localdate()
        )

    def done(self) -> str:
        return gettext("The assignment goes on.")


class WithOpenWork(AssignmentStep):
    """Shows what is open in the group before the form."""

    template_name = "mentoring_assignments/admin/handover.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, open_work=open_work_of(self.object))


class HandOverView(WithOpenWork):
    form_class = forms.HandoverForm
    page_title = _("Hand over")
    submit_label = _("Begin the handover")

    def get_initial(self) -> dict[str, Any]:
        last_day = timezone.localdate() + timedelta(days=conf.handover_days())
        return {"last_day": min(self.object.last_day or last_day, last_day)}

    def may(self) -> bool:
        return can_hand_over(self.request.user, self.object)

    def act(self, form: forms.HandoverForm) -> None:
        services.hand_over(
            assignment=self.object,
            ends_on=form.ends_on(),
            handed_over_by=self.request.user,
            today=timezone.localdate(),
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
        )

    def done(self) -> str:
        return gettext("The handover has begun. Propose who follows.")


class FinishHandoverView(WithOpenWork):
    form_class = forms.FinishHandoverForm
    page_title = _("Finish the handover")
    submit_label = _("Finish the handover")

    def get_initial(self) -> dict[str, Any]:
        return {"note": self.object.handover_note}

    def may(self) -> bool:
        return can_finish_handover(self.request.user, self.object)

    def act(self, form: forms.FinishHandoverForm) -> None:
        services.finish_handover(
            assignment=self.object, finished_by=self.request.user, **form.cleaned_data
        )

    def done(self) -> str:
        return gettext("The handover is finished.")


class AboutFacilitator(ActionView):
    model = Facilitator
    viewset_name = "mentoring_facilitator"

    def get_initial(self) -> dict[str, Any]:
        return {"starts_on": timezone.localdate()}


class RecordTrainingView(AboutFacilitator):
    form_class = forms.TrainingForm
    page_title = _("Write down a training")

    def may(self) -> bool:
        return can_record_training(self.request.user, self.object)

    def act(self, form: forms.TrainingForm) -> None:
        services.record_training(
            facilitator=self.object, recorded_by=self.request.user, **form.cleaned_data
        )

    def done(self) -> str:
        return gettext("The training is written down.")


class WaiveTrainingView(AboutFacilitator):
    form_class = forms.WaiverForm
    page_title = _("Waive the training for a time")
    submit_label = _("Waive")

    def may(self) -> bool:
        return can_waive_training(self.request.user, self.object)

    def act(self, form: forms.WaiverForm) -> None:
        services.waive_training(
            facilitator=self.object,
            reason=form.cleaned_data["reason"],
            granted_by=self.request.user,
            **form.days(),
        )

    def done(self) -> str:
        return gettext("The waiver counts. The coordinator sees it until it ends.")


class RecordLeaveView(AboutFacilitator):
    form_class = forms.LeaveForm
    page_title = _("Write down a leave")

    def may(self) -> bool:
        return can_record_leave(self.request.user, self.object)

    def act(self, form: forms.LeaveForm) -> None:
        services.record_leave(
            facilitator=self.object,
            recorded_by=self.request.user,
            kind=form.cleaned_data["kind"],
            note=form.cleaned_data["note"],
            **form.days(),
        )

    def done(self) -> str:
        return gettext("The leave is written down. Think of a cover for her groups.")
