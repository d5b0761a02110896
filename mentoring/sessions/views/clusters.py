"""A business cluster: its groups, board, papers and meetings, and how it stands."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.errors import MentoringError
from mentoring.registry.models import BoardSeat, BusinessCluster, ClusterDocument, CrafterGroup
from mentoring.sessions.cluster_records import cluster_standing
from mentoring.sessions.forms.clusters import ClusterMeetingForm
from mentoring.sessions.permissions import can_log_cluster_meeting
from mentoring.sessions.services import log_cluster_meeting

PER_PAGE = 20
SHOWN = 12


@login_required
def clusters(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    visible = BusinessCluster.objects.visible_to(request.user, today)
    rows = visible.select_related("place").with_group_count(today).order_by("name", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "mentoring_sessions/clusters.html", {"page": page})


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
