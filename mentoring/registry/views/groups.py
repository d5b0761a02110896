"""The register of groups, and members who come and go."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from mentoring.registry import services
from mentoring.registry.cautions import (
    group_cautions,
    membership_cautions,
    roster_cautions,
)
from mentoring.registry.forms import EndMembershipForm, MemberForm, NewMemberForm
from mentoring.registry.models import CrafterGroup, GroupDocument, GroupLineage, Membership
from mentoring.registry.permissions import can_add_members
from mentoring.registry.views.rows import (
    ActionView,
    RowCreateView,
    RowEditView,
    RowIndexView,
    RowInspectView,
)


class GroupIndexView(RowIndexView):
    exports_names = False

    def get_base_queryset(self) -> Any:
        return (
            super()
            .get_base_queryset()
            .select_related("sentra")
            .with_member_count(timezone.localdate())
        )


class GroupCreateView(RowCreateView):
    def get_initial(self) -> dict[str, Any]:
        wanted = self.request.GET.get("sentra")
        return {**super().get_initial(), **({"sentra": wanted} if wanted else {})}

    def save_instance(self) -> CrafterGroup:
        return services.create_group(created_by=self.request.user, **self.form.cleaned_data)


class GroupEditView(RowEditView):
    def save_instance(self) -> CrafterGroup:
        return services.change_group(
            group=self.object, changes=self.form.cleaned_data, changed_by=self.request.user
        )


class GroupInspectView(RowInspectView):
    """One group: facts, who belongs to it, and sections other rooms add."""

    template_name = "mentoring_registry/admin/group.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("sentra__place")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        memberships = Membership.objects.visible_to(user).filter(group=self.object)
        roster = list(memberships.roster(today))
        others = memberships.exclude(pk__in=[membership.pk for membership in roster])
        return super().get_context_data(
            **kwargs,
            roster=roster,
            other_memberships=others.select_related("person").order_by("-starts_on"),
            can_change=self.can_change,
            can_add_members=can_add_members(user, self.object),
            cautions=[
                *group_cautions(self.object, len(roster)),
                *roster_cautions(self.object, roster, today),
            ],
            lineage=GroupLineage.objects.of_group(self.object),
            documents=GroupDocument.objects.visible_to(user).filter(group=self.object),
            panels=self.panels,
        )

    @cached_property
    def panels(self) -> list[Any]:
        asked = (ask(self.request, self.object) for ask in hooks.get_hooks("register_group_panels"))
        return [panel for panel in asked if panel is not None]


class AddMemberView(ActionView):
    """Somebody of the registers becomes a member."""

    model = CrafterGroup
    form_class = MemberForm
    viewset_name = "mentoring_group"
    page_title = _("Add a registered person")
    submit_label = _("Add as member")
    takes_user = True
    membership: Membership

    def may(self) -> bool:
        return can_add_members(self.request.user, self.object)

    def get_initial(self) -> dict[str, Any]:
        return {"starts_on": timezone.localdate()}

    def act(self, form: Any) -> None:
        self.membership = services.add_member(
            group=self.object,
            person=form.cleaned_data["person"],
            role=form.cleaned_data["role"],
            added_by=self.request.user,
            **form.days(),
        )

    def done(self) -> str:
        return gettext("%(person)s is now a member.") % {"person": self.membership.person}

    def cautions(self) -> list[str]:
        today = timezone.localdate()
        members = self.object.memberships.on(today).count()
        return [
            *membership_cautions(self.membership, today),
            *group_cautions(self.object, members),
        ]


class EnrolNewPersonView(AddMemberView):
    """Somebody not yet registered is written down and becomes a member."""

    form_class = NewMemberForm
    page_title = _("Write down a new member")
    submit_label = _("Save member")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "hamlet": self.object.hamlet}

    def act(self, form: Any) -> None:
        self.membership = services.enrol_new_person(
            group=self.object, enrolled_by=self.request.user, **form.cleaned_data
        )


class EndMembershipView(ActionView):
    model = Membership
    form_class = EndMembershipForm
    viewset_name = "mentoring_group"
    page_title = _("End membership")
    submit_label = _("End membership")

    def may(self) -> bool:
        return can_add_members(self.request.user, self.object.group)

    def act(self, form: EndMembershipForm) -> None:
        services.end_membership(
            membership=self.object,
            ends_on=form.ends_on(),
            reason=form.cleaned_data["reason"],
            leave_reason=form.cleaned_data["leave_reason"],
            ended_by=self.request.user,
        )

    def get_success_url(self) -> str:
        return reverse("mentoring_group:inspect", args=[self.object.group_id])

    def done(self) -> str:
        return gettext("The membership of %(person)s ends after the chosen day.") % {
            "person": self.object.person
        }
