"""How a message leaves: classes that a site names by dotted path (`MENTORING_MESSAGE_WAYS`)."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from django.utils.module_loading import import_string

from mentoring.reminders import conf
from mentoring.reminders.contacts import Contact


@dataclass(frozen=True)
class Letter:
    """One message on its way. to: what the way's `address_of` said. key: the same when it is
    sent again, so that a gateway can recognise it. url: of the page it is about, "" for none.
    stop_url: where it can be stopped without signing in."""

    key: str
    to: str
    subject: str
    body: str
    language: str
    url: str = ""
    stop_url: str = ""


class WayFailed(Exception):
    """It did not leave. code: why, never with a number or address in it.

    is_final: this reader cannot be reached so; another try would fail as well.
    is_about_reader: it lies with her address (a full mailbox), though it may pass; a final
    refusal always does. Everything else is a fault of ours and never counts against her.
    """

    def __init__(self, code: str, *, is_final: bool = False, is_about_reader: bool = False) -> None:
        self.code, self.is_final = code, is_final
        self.is_about_reader = is_final or is_about_reader
        super().__init__(code)


class Way(Protocol):
    """channel: one of `models.Channel`."""

    channel: ClassVar[str]

    def check(self) -> None:
        """Raises ImproperlyConfigured when a setting is missing."""

    def address_of(self, contact: Contact) -> str:
        """Where this way reaches `contact`; "" where it does not."""
        ...

    def send(self, letter: Letter) -> None:
        """Hand `letter` over; returns when it was taken. Raises WayFailed."""


def ways() -> list[Way]:
    """The ways of this site, the best first. Raises ImportError for a wrong path."""
    return [import_string(path)() for path in conf.message_ways()]
