"""Records of phones that are held, and what becomes of them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from mentoring.errors import MentoringError
from mentoring.field.forms import DecisionForm
from mentoring.field.models import Envelope, EnvelopeState
from mentoring.field.permissions import decidable
from mentoring.field.readable import in_words, type_title
from mentoring.field.services import accept_held, ask_facilitator, throw_away

PER_PAGE = 30
SHOWN = {
    "": (EnvelopeState.HELD,),
    "ditanya": (EnvelopeState.RETURNED,),
    "menunggu": (EnvelopeState.WAITING,),
    "selesai": (EnvelopeState.DROPPED, EnvelopeState.SUPERSEDED),
}


@login_required
@never_cache
def held_list(request: HttpRequest) -> HttpResponse:
    """What somebody has to look at, the oldest first."""
    if not request.user.has_perm("mentoring_field.change_envelope"):
        raise PermissionDenied(_("Records of phones are decided by the coordinator of a place."))
    which = request.GET.get("keadaan", "")
    states = SHOWN.get(which, SHOWN[""])
    rows = decidable(request.user).filter(state__in=states).select_related("device__user")
    page = Paginator(rows.defer("payload").order_by("received_at", "pk"), PER_PAGE).get_page(
        request.GET.get("halaman")
    )
    context = {
        "page": page,
        "lines": [(each, type_title(each.type)) for each in page.object_list],
        "which": which,
        "choices": [
            ("", _("to be looked at")),
            ("ditanya", _("the facilitator was asked")),
            ("menunggu", _("waits for another record")),
            ("selesai", _("thrown away or sent again")),
        ],
        "more": f"&keadaan={which}" if which in SHOWN else "",
    }
    return render(request, "mentoring_field/held_records.html", context)


@login_required
@never_cache
def held(request: HttpRequest, pk: int) -> HttpResponse:
    """One record in words, and what shall happen with it."""
    rows = Envelope.objects.visible_to(request.user).select_related("device__user", "decided_by")
    envelope = get_object_or_404(rows, pk=pk)
    may_decide = decidable(request.user).filter(pk=pk).exists()
    form = DecisionForm(request.POST or None)
    if request.method == "POST":
        if not may_decide:
            raise PermissionDenied(_("Somebody else decides about records of your own phone."))
        if form.is_valid() and _decided(request, envelope, form):
            return redirect("mentoring_field:held_records")
    context = {
        "envelope": envelope,
        "title": type_title(envelope.type),
        "says": in_words(envelope),
        "form": form,
        "may_decide": may_decide and envelope.state in (EnvelopeState.HELD, EnvelopeState.RETURNED),
    }
    return render(request, "mentoring_field/held_record.html", context)


def _decided(request: HttpRequest, envelope: Envelope, form: DecisionForm) -> bool:
    """Carry the decision out; whether it could be."""
    verbs: dict[str, Any] = {
        DecisionForm.ACCEPT: accept_held,
        DecisionForm.ASK: ask_facilitator,
        DecisionForm.DROP: throw_away,
    }
    verb = verbs[form.cleaned_data["decision"]]
    try:
        verb(envelope=envelope, by=request.user, note=form.cleaned_data["note"])
    except MentoringError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("It is decided, and the phone hears of it."))
    return True
