"""One's own messages, and the page on letters that leave the site."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from balai.inbox import services
from balai.inbox.forms import TestMessageForm
from balai.inbox.mail import mail_is_configured
from balai.inbox.models import Notice, OutgoingMessage

PER_PAGE = 20
LAST_FAILURES = 20


@login_required
def notices(request: HttpRequest) -> HttpResponse:
    pages = Paginator(Notice.objects.visible_to(request.user), PER_PAGE)
    page = pages.get_page(request.GET.get("hal"))
    return render(request, "inbox/notices.html", {"page": page})


@login_required
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    services.mark_read(notice=found)
    return render(request, "inbox/notice.html", {"notice": found})


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    services.mark_all_read(user=request.user)
    return redirect("inbox:notices")


@login_required
@permission_required("inbox.view_outgoingmessage", raise_exception=True)
def outgoing(request: HttpRequest) -> HttpResponse:
    form = TestMessageForm(request.POST or None, initial={"address": request.user.email})
    if request.method == "POST" and form.is_valid():
        sent = services.send_test_message(
            subject=_("Test message"),
            body=_("If you read this, messages from the site arrive."),
            **form.cleaned_data,
        )
        _tell(request, sent)
        return redirect("inbox:outgoing")
    context = {
        "form": form,
        "failures": OutgoingMessage.objects.failed()[:LAST_FAILURES],
        "mail_is_configured": mail_is_configured(),
    }
    return render(request, "inbox/outgoing.html", context)


def _tell(request: HttpRequest, sent: bool) -> None:
    if not sent:
        messages.error(request, _("The test message did not arrive. The reason stands below."))
    elif mail_is_configured():
        messages.success(request, _("The mail server took the test message. Look in the mailbox."))
    else:
        messages.success(request, _("The test message lies in that person's inbox on this site."))
