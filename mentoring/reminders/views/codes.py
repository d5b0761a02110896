"""Codes of why a message did not arrive, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

WHY: Mapping[str, Any] = {
    "no_phone": _("no telephone number of her own"),
    "shared_phone": _("others use her telephone too"),
    "no_consent": _("she did not agree to be written to"),
    "no_address": _("no e-mail address"),
    "no_way": _("this site sends no messages to telephones"),
    "unreachable": _("the number or address no longer works"),
    "stopped": _("she wants no messages"),
    "gone": _("the account is closed, or her data were erased"),
    "address_refused": _("the address was refused"),
    "address_unreadable": _("the address is not one"),
    "address_unknown": _("nobody has this address"),
    "number_refused": _("the number was refused"),
    "mail_server_away": _("the mail server did not answer"),
    "mail_server_refuses": _("the mail server did not take it"),
    "mailbox_full": _("the mailbox is full"),
    "gateway_refuses": _("the gateway did not take it"),
    "gateway_away": _("the gateway is not there"),
    "gateway_silent": _("the gateway did not answer in time"),
    "gateway_busy": _("the gateway had too much to do"),
    "gateway_broken": _("the gateway made a mistake"),
    "gateway_refuses_us": _("the gateway does not know our key"),
    "interrupted": _("sending was interrupted twice"),
    "way_broken": _("the way to send it is broken"),
}


def why(code: str) -> Any:
    """`code` in words; a code of somebody else's way stays as it is."""
    return WHY.get(code, code)
