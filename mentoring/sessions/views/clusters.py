"""A business cluster: its groups, board, papers and meetings, and how it stands."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mentoring.errors import MentoringError
from mentoring.registry import phone_lists
from mentoring.registry.models import (
    BoardSeat,
    BusinessCluster,
    ClusterDocument,
    ClusterForm,
    CrafterGroup,
)
from mentoring.sessions.cluster_records import cluster_standing
from mentoring.sessions.forms.clusters import ClusterMeetingForm
from mentoring.sessions.permissions import can_log_cluster_meeting
from mentoring.sessions.services import log_cluster_meeting

PER_PAGE = 20
SHOWN = 12


_HEADINGS = (
    gettext_lazy("Business cluster"),
    gettext_lazy("Form"),
    gettext_lazy("Craft"),
    gettext_lazy("Place"),
    pgettext_lazy("crafters", "Groups"),
)


@login_required
def clusters(request: HttpRequest) -> HttpResponseBase:
    """Search and form in the address; `?format=csv` is the list as a file."""
    today = timezone.localdate()
    visible = BusinessCluster.objects.visible_to(request.user, today)
    rows = visible.select_related("place").with_group_count(today).order_by("name", "pk")
    wanted = phone_lists.wanted(request, "bentuk", ClusterForm.values)
    rows = phone_lists.found(rows, wanted, ("name", "craft", "place__name"))
    if wanted.chosen:
        rows = rows.filter(form=wanted.chosen)
    if phone_lists.asks_for_csv(request):
        return phone_lists.as_csv(
            rows,
            register=_("Business clusters"),
            headings=_HEADINGS,
            line=lambda cluster: [
                cluster.name,
                cluster.get_form_display(),
                cluster.craft,
                cluster.place.name,
                cluster.group_count,
            ],
            taken_by=request.user,
        )
    page = phone_lists.page_of(request, rows, PER_PAGE)
    context = {"page": page, "wanted": wanted, "choices": ClusterForm.choices}
    return render(request, "mentoring_sessions/clusters.html", context)


def _find(request: HttpRequest, pk: Any) -> BusinessCluster:
    visible = BusinessCluster.objects.visible_to(request.user).select_related("place")
    return get_object_or_404(visible, pk=pk)


@login_required
def cluster_page(request: HttpRequest, pk: Any) -> HttpResponse:
    cluster, today = _find(request, pk), timezone.localdate()
    context = {
        "cluster": cluster,
        "groups": _groups(cluster, today).select_related("sentra"),
        "board": BoardSeat.objects.on(today).filter(cluster=cluster).select_related("person"),
        "documents": ClusterDocument.objects.visible_to(request.user).filter(cluster=cluster),
        "meetings": cluster.meetings.prefetch_related("groups")[:SHOWN],
        "standing": cluster_standing(cluster, today),
        "can_log": can_log_cluster_meeting(request.user, cluster, today),
    }
    return render(request, "mentoring_sessions/cluster.html", context)


def _groups(cluster: BusinessCluster, day: Any) -> Any:
    belonging = cluster.cluster_memberships.on(day).values("group")
    return CrafterGroup.objects.filter(pk__in=belonging).order_by("name")


@login_required
def log_meeting(request: HttpRequest, pk: Any) -> HttpResponse:
    cluster, today = _find(request, pk), timezone.localdate()
    if not can_log_cluster_meeting(request.user, cluster, today):
        raise PermissionDenied(_("Only who accompanies one of its groups writes this down."))
    form = ClusterMeetingForm(
        request.POST or None,
        groups=_groups(cluster, today),
        initial={"meeting_id": uuid.uuid4(), "happened_on": today},
    )
    if form.is_valid():
        try:
            log_cluster_meeting(cluster=cluster, recorded_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The meeting is saved."))
            return redirect("mentoring_sessions:cluster", cluster.pk)
    context = {"cluster": cluster, "form": form}
    return render(request, "mentoring_sessions/log_cluster_meeting.html", context)
