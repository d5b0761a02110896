"""By e-mail, as Django sends it."""

import re
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import ClassVar

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from mentoring.reminders.contacts import Contact
from mentoring.reminders.models import Channel
from mentoring.reminders.ways import Letter, WayFailed

# RFC 5321: no such mailbox. RFC 3463: x.7 is a rule of the server (greylisting, relaying, a
# block list), x.1 and x.2 are about the address and the mailbox.
_NO_SUCH_MAILBOX = (550, 551, 553)
_MAILBOX_FULL = (452, 552)
_RULE = re.compile(rb"\b[45]\.7\.\d")
_MAILBOX = re.compile(rb"\b[45]\.[12]\.\d")


def _refusal(refused: SMTPRecipientsRefused) -> WayFailed:
    """What the server said of the one address: only "no such mailbox" is for good."""
    code, said = next(iter(refused.recipients.values()), (450, b""))
    text = said if isinstance(said, bytes) else str(said).encode()
    if _RULE.search(text):
        return WayFailed("mail_server_refuses")
    if code in _NO_SUCH_MAILBOX:
        return WayFailed("address_refused", is_final=True)
    is_full = code in _MAILBOX_FULL or bool(_MAILBOX.search(text))
    return WayFailed("mailbox_full" if is_full else "mail_server_refuses", is_about_reader=is_full)


class Email:
    """Says at its end, and in headers that mail programmes read (RFC 2369, RFC 8058), where it
    can be stopped with one tap."""

    channel: ClassVar[str] = Channel.EMAIL

    def check(self) -> None:
        """Django says itself what is wrong with its e-mail settings."""

    def address_of(self, contact: Contact) -> str:
        return contact.email

    def send(self, letter: Letter) -> None:
        try:
            left = self._message(letter).send()
        except SMTPRecipientsRefused as refused:
            raise _refusal(refused) from None
        except (SMTPException, OSError):
            # From None: what a server answers names the address it refused.
            raise WayFailed("mail_server_away") from None
        except ValueError:
            raise WayFailed("address_unreadable", is_final=True) from None
        if not left:
            raise WayFailed("address_unknown", is_final=True)

    def _message(self, letter: Letter) -> EmailMessage:
        parts = [letter.body]
        if letter.url:
            parts.append(letter.url)
        headers = {}
        if letter.stop_url:
            with override(letter.language):
                said = _("No more of these messages: %(url)s") % {"url": letter.stop_url}
            parts.append(f"-- \n{said}")
            headers = {
                "List-Unsubscribe": f"<{letter.stop_url}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }
        return EmailMessage(letter.subject, "\n\n".join(parts), to=[letter.to], headers=headers)
