"""The page where whoever is in charge of a group accepts a big change for it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from curriculum.errors import CurriculumError
from curriculum.forms import AcceptForm
from curriculum.pinned import waiting_changes
from curriculum.services import accept_release


@login_required
def changes(request: HttpRequest) -> HttpResponse:
    form = AcceptForm(request.POST or None)
    if form.is_valid():
        try:
            accept_release(accepted_by=request.user, **form.cleaned_data)
        except CurriculumError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The group reads the new version from now on."))
        return redirect("curriculum:changes")
    context = {"changes": waiting_changes(request.user)}
    return render(request, "curriculum/changes.html", context)
