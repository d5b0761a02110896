"""The dated limits of subsidised credit: reading them, and a new value from a day on."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.errors import MentoringError
from mentoring.incubation.forms.credit_limits import LIMIT_WORDS, CreditLimitForm
from mentoring.incubation.models import CreditLimit
from mentoring.incubation.permissions import can_author
from mentoring.incubation.services.credit_limits import set_limit


@login_required
def limits(request: HttpRequest) -> HttpResponse:
    """Every limit with its days; those who write instruments add new values."""
    if not can_author(request.user):
        raise PermissionDenied(_("Only programme managers keep the limits of credit."))
    form = CreditLimitForm(
        request.POST if request.method == "POST" else None,
        initial={"starts_on": timezone.localdate()},
    )
    if form.is_valid():
        try:
            set_limit(set_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error("starts_on", str(refusal))
        else:
            messages.success(request, _("The new limit is written down."))
            return redirect("mentoring_incubation:credit_limits")
    rows = CreditLimit.objects.order_by("code", "-starts_on")
    context = {
        "form": form,
        "today": timezone.localdate(),
        "limits": [
            (LIMIT_WORDS.get(code, code), list(values))
            for code, values in groupby(rows, lambda one: one.code)
        ],
    }
    return render(request, "mentoring_incubation/credit_limits.html", context)
