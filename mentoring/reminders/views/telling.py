"""What a facilitator tells people whom no message reaches: one tap when it is done."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentoring.reminders.models import Reminder
from mentoring.reminders.services import note_told
from mentoring.reminders.views.codes import why

PER_PAGE = 30


@login_required
def tasks(request: HttpRequest) -> HttpResponse:
    """Mine only, what waits longest first."""
    rows = Reminder.objects.tasks_of(request.user).select_related("person", "group")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    context = {"page": page, "lines": [(each, why(each.error)) for each in page.object_list]}
    return render(request, "mentoring_reminders/tasks.html", context)


@login_required
@require_POST
def told(request: HttpRequest, pk: UUID) -> HttpResponse:
    mine = Reminder.objects.filter(user=request.user)
    task = get_object_or_404(mine.select_related("person"), pk=pk)
    if note_told(task=task, told_by=request.user, now=timezone.now()):
        messages.success(request, _("Noted: %(name)s was told.") % {"name": task.person})
    return redirect("mentoring_reminders:tasks")
