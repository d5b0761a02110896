"""The register of business clusters, their groups and boards."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentoring.intervals import day_after
from mentoring.registry import services
from mentoring.registry.forms import ClusterGroupForm, EndForm, EndSeatForm, SeatForm
from mentoring.registry.models import (
    BoardSeat,
    BusinessCluster,
    ClusterDocument,
    ClusterMembership,
)
from mentoring.registry.permissions import can_keep_cluster
from mentoring.registry.views.rows import (
    ActionView,
    RowCreateView,
    RowEditView,
    RowIndexView,
    RowInspectView,
)


class ClusterIndexView(RowIndexView):
    def get_base_queryset(self) -> Any:
        rows = super().get_base_queryset().select_related("place")
        return rows.with_group_count(timezone.localdate())


class ClusterCreateView(RowCreateView):
    def save_instance(self) -> BusinessCluster:
        return services.create_cluster(created_by=self.request.user, **self.form.cleaned_data)


class ClusterEditView(RowEditView):
    def save_instance(self) -> BusinessCluster:
        return services.change_cluster(
            cluster=self.object, changes=self.form.cleaned_data, changed_by=self.request.user
        )


class ClusterInspectView(RowInspectView):
    template_name = "mentoring_registry/admin/cluster.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        memberships = ClusterMembership.objects.filter(cluster=self.object)
        seats = BoardSeat.objects.filter(cluster=self.object)
        return super().get_context_data(
            **kwargs,
            memberships=memberships.select_related("group").order_by("-starts_on"),
            seats=seats.select_related("person").order_by("-starts_on"),
            documents=ClusterDocument.objects.visible_to(user).filter(cluster=self.object),
            can_change=self.can_change,
        )


class ClusterActionView(ActionView):
    """A form about a cluster, or about one row of it (`cluster_of` finds the cluster)."""

    model = BusinessCluster
    viewset_name = "mentoring_cluster"

    def cluster_of(self) -> BusinessCluster:
        return self.object if isinstance(self.object, BusinessCluster) else self.object.cluster

    def may(self) -> bool:
        return can_keep_cluster(self.request.user, self.cluster_of())

    def get_success_url(self) -> str:
        return reverse("mentoring_cluster:inspect", args=[self.cluster_of().pk])

    def done(self) -> str:
        return gettext("Saved.")


class AddGroupToClusterView(ClusterActionView):
    form_class = ClusterGroupForm
    page_title = _("Add a group to the cluster")
    takes_user = True

    def get_initial(self) -> dict[str, Any]:
        return {"starts_on": timezone.localdate()}

    def act(self, form: Any) -> None:
        services.add_group_to_cluster(
            cluster=self.object,
            group=form.cleaned_data["group"],
            added_by=self.request.user,
            **form.days(),
        )


class SeatOnBoardView(AddGroupToClusterView):
    form_class = SeatForm
    page_title = _("Seat somebody on the board")

    def act(self, form: Any) -> None:
        services.seat_on_board(
            cluster=self.object,
            person=form.cleaned_data["person"],
            role=form.cleaned_data["role"],
            seated_by=self.request.user,
            **form.days(),
        )


class EndClusterMembershipView(ClusterActionView):
    model = ClusterMembership
    form_class = EndForm
    page_title = _("The group leaves the cluster")

    def act(self, form: Any) -> None:
        services.end_cluster_membership(
            membership=self.object,
            ends_on=form.ends_on(),
            reason=form.cleaned_data["reason"],
            ended_by=self.request.user,
        )


class EndSeatView(ClusterActionView):
    model = BoardSeat
    form_class = EndSeatForm
    page_title = _("End the seat on the board")

    def act(self, form: Any) -> None:
        ends_on = day_after(form.cleaned_data["last_day"])
        assert ends_on is not None  # noqa: S101 - the field is required
        services.end_seat(seat=self.object, ends_on=ends_on, ended_by=self.request.user)
