"""The coordinator's list of groups nobody accompanies."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mentoring.assignments.models import (
    Assignment,
    AssignmentKind,
    AssignmentState,
    groups_without_lead,
)
from mentoring.registry.models import CrafterGroup
from mentoring.registry.permissions import rows_in_charge

PER_PAGE = 30


@login_required
def groups_without_facilitator(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    groups = groups_without_lead(rows_in_charge(CrafterGroup, request.user), today)
    asked = Assignment.objects.filter(group=OuterRef("pk"), state=AssignmentState.PROPOSED)
    groups = groups.select_related("sentra").with_member_count(today).order_by("name", "pk")
    groups = groups.annotate(is_asked_for=Exists(asked.filter(kind=AssignmentKind.LEAD)))
    page = Paginator(groups, PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "mentoring_assignments/groups_without_facilitator.html", {"page": page})
