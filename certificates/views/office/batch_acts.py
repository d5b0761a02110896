"""What may be done with a batch: one question, one verb, one sentence each."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from certificates import permissions
from certificates.models import IssueBatch
from certificates.services import (
    approve_batch,
    cancel_batch,
    resume_batch,
    retry_failed_items,
    stop_batch,
)
from certificates.views.office.screens import batch_for, perform, require


def may_handle(user: Any, found: IssueBatch) -> bool:
    """Stop it, let it go on, cancel it: its issuer's clerks and heads."""
    issuer = found.type.issuer
    return permissions.can_prepare(user, issuer) or permissions.can_head(user, issuer.pk)


def _may_head(user: Any, found: IssueBatch) -> bool:
    return permissions.can_head(user, found.type.issuer_id)


def _act(
    may: Callable[[Any, IssueBatch], bool], verb: Callable[..., Any], who: str, said: Any
) -> Callable[..., HttpResponse]:
    """A view that takes what is sent to it. who: the argument of `verb` that names the user."""

    @require_POST
    def view(request: HttpRequest, pk: UUID) -> HttpResponse:
        found = batch_for(request, pk)
        require(may(request.user, found))
        return perform(request, found, lambda: verb(batch=found, **{who: request.user}), str(said))

    return view


approve = _act(
    _may_head,
    approve_batch,
    "approved_by",
    _("Approved. The certificates have their numbers and are being printed."),
)
cancel = _act(may_handle, cancel_batch, "cancelled_by", _("Cancelled. No number was used."))
stop = _act(
    may_handle,
    stop_batch,
    "stopped_by",
    _("Stopped. What is being printed this moment is finished; the others keep their numbers."),
)
resume = _act(
    may_handle, resume_batch, "resumed_by", _("The batch goes on with those that are not finished.")
)
retry = _act(
    may_handle,
    retry_failed_items,
    "retried_by",
    _("The failed certificates are printed once more, with the numbers they have."),
)
