"""The coordinator's list of groups nobody accompanies."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentoring.assignments.models import (
    Assignment,
    AssignmentKind,
    AssignmentState,
    groups_without_lead,
)
from mentoring.registry import phone_lists
from mentoring.registry.models import CrafterGroup, Sentra
from mentoring.registry.permissions import rows_in_charge

PER_PAGE = 30


# By what a group is found.
SEARCHED = ("name_key", "name", "hamlet", "sentra__name", "sentra__place__name")
_HEADINGS = (_("Group"), _("Craft centre"), _("Hamlet"), _("Members"), _("Somebody is asked"))


@login_required
def groups_without_facilitator(request: HttpRequest) -> HttpResponseBase:
    """Search and filter by craft centre in the address; `?format=csv` is the list as a file."""
    today = timezone.localdate()
    in_charge = rows_in_charge(CrafterGroup, request.user)
    groups = groups_without_lead(in_charge, today)
    centres = Sentra.objects.filter(pk__in=groups.order_by().values("sentra"))
    choices = [(str(centre.pk), centre.name) for centre in centres]
    wanted = phone_lists.wanted(request, "sentra", dict(choices))
    groups = phone_lists.found(groups, wanted, SEARCHED)
    if wanted.chosen:
        groups = groups.filter(sentra=wanted.chosen)
    asked = Assignment.objects.filter(group=OuterRef("pk"), state=AssignmentState.PROPOSED)
    groups = groups.select_related("sentra").with_member_count(today).order_by("name", "pk")
    groups = groups.annotate(is_asked_for=Exists(asked.filter(kind=AssignmentKind.LEAD)))
    if phone_lists.asks_for_csv(request):
        return phone_lists.as_csv(
            groups,
            register=gettext("Groups without a facilitator"),
            headings=_HEADINGS,
            line=_line,
            taken_by=request.user,
        )
    page = phone_lists.page_of(request, groups, PER_PAGE)
    context = {"page": page, "wanted": wanted, "choices": choices if len(choices) > 1 else []}
    return render(request, "mentoring_assignments/groups_without_facilitator.html", context)


def _line(group: Any) -> list[Any]:
    is_asked = gettext("yes") if group.is_asked_for else gettext("no")
    return [group.name, group.sentra.name, group.hamlet, group.member_count, is_asked]
