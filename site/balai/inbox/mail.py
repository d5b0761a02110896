"""The site's mail backend: to the mail server where there is one, else into inboxes.

Every Django `send_mail`, of ours or of Wagtail, comes through here. No letter is lost
in silence: what could not be delivered stays on the page "Surat keluar" with its reason.
"""

import logging
from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext as _

from balai.inbox.models import Notice, Outcome, OutgoingMessage

logger = logging.getLogger(__name__)


def mail_is_configured() -> bool:
    """Whether letters leave this site; where not, no page may promise one."""
    return bool(settings.MAIL_DELIVERY_BACKEND)


class SiteMailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Return how many messages reached a server or an inbox."""
        deliver = self._to_server if mail_is_configured() else self._to_inboxes
        return sum(deliver(message) for message in email_messages)

    def _to_server(self, message: EmailMessage) -> bool:
        try:
            server = get_connection(settings.MAIL_DELIVERY_BACKEND)
            server.send_messages([message])
        except Exception as failure:
            # Whatever a mail library raises, the letter is not lost: the page of outgoing letters
            # keeps the reason, which may hold an address, and the log its class.
            logger.warning("A letter could not be delivered: %s", type(failure).__name__)
            _record(message, Outcome.FAILED, f"{type(failure).__name__}: {failure}")
            if not self.fail_silently:
                raise
            return False
        _record(message, Outcome.SENT)
        return True

    def _to_inboxes(self, message: EmailMessage) -> bool:
        readers = list(
            get_user_model().objects.filter(email__in=message.recipients(), is_active=True)
        )
        if not readers:
            _record(message, Outcome.FAILED, _("Nobody on this site has this address."))
            return False
        Notice.objects.bulk_create(
            Notice(user=reader, subject=str(message.subject)[:200], body=str(message.body))
            for reader in readers
        )
        _record(message, Outcome.KEPT)
        return True


def _record(message: EmailMessage, outcome: Outcome, reason: str = "") -> None:
    OutgoingMessage.objects.bulk_create(
        OutgoingMessage(
            address=address[:254],
            subject=str(message.subject)[:200],
            outcome=outcome,
            reason=reason[:300],
        )
        for address in message.recipients()
    )
