"""Through the JSON interface of an SMS or WhatsApp gateway: one POST a message.

Gateways differ in the names of two fields; a site says them (`MENTORING_SMS_GATEWAY`). One
that wants more gets a class of its own with `channel`, `address_of` and `send`.
"""

import json
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from django.core.exceptions import ImproperlyConfigured

from mentoring.reminders import conf
from mentoring.reminders.contacts import Contact
from mentoring.reminders.models import Channel
from mentoring.reminders.sms_alphabet import folded
from mentoring.reminders.ways import Letter, WayFailed

_TIMEOUT = 10
_KEY_REFUSED = (401, 403)
_TOO_MANY = 429


class _StayHere(HTTPRedirectHandler):
    """A number goes to the gateway that was named, not to where it points."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def _opener() -> OpenerDirector:
    return build_opener(_StayHere())


class JsonGateway:
    """What both gateways do. Nothing of what a gateway answers is kept but its status."""

    channel: ClassVar[str]
    setting: ClassVar[str]

    def settings(self) -> Mapping[str, Any]:
        raise NotImplementedError

    def check(self) -> None:
        url = str(self.settings().get("url", ""))
        if not url.startswith(("https://", "http://")):
            raise ImproperlyConfigured(
                f'Set {self.setting}, for example {{"url": "https://gateway.example/send", '
                '"token": "…"}, or take this way out of MENTORING_MESSAGE_WAYS.'
            )

    def address_of(self, contact: Contact) -> str:
        return contact.phone

    def send(self, letter: Letter) -> None:
        self.check()
        said = self.settings()
        request = Request(  # noqa: S310 - `check` allows http and https only
            said["url"], data=self._body(letter, said), headers=self._headers(letter, said)
        )
        try:
            with _opener().open(request, timeout=float(said.get("timeout", _TIMEOUT))):
                pass
        except HTTPError as answer:
            answer.close()
            raise self._refusal(answer.code, said) from None
        except TimeoutError:
            raise WayFailed("gateway_silent") from None
        except (URLError, OSError) as away:
            silent = isinstance(getattr(away, "reason", None), TimeoutError)
            raise WayFailed("gateway_silent" if silent else "gateway_away") from None

    def text_of(self, letter: Letter, said: Mapping[str, Any]) -> str:
        """With the site's words on how to stop, where it has any."""
        return "\n".join(filter(None, [letter.body, str(said.get("ending", ""))]))

    def _body(self, letter: Letter, said: Mapping[str, Any]) -> bytes:
        return json.dumps(
            {
                **said.get("extra", {}),
                said.get("to", "to"): letter.to,
                said.get("text", "text"): self.text_of(letter, said),
            },
            ensure_ascii=False,
        ).encode()

    def _headers(self, letter: Letter, said: Mapping[str, Any]) -> dict[str, str]:
        token = {"Authorization": f"Bearer {said['token']}"} if said.get("token") else {}
        return {
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": letter.key,
            **token,
            **said.get("headers", {}),
        }

    def _refusal(self, status: int, said: Mapping[str, Any]) -> WayFailed:
        """A mistyped address of the gateway or no credit left answers 404 and 400 as well, so
        only the site knows which statuses are about the number."""
        if status in said.get("number_refused", ()):
            return WayFailed("number_refused", is_final=True)
        if status in _KEY_REFUSED:
            return WayFailed("gateway_refuses_us")
        if status == _TOO_MANY:
            return WayFailed("gateway_busy")
        return WayFailed("gateway_refuses" if 400 <= status < 500 else "gateway_broken")


class SmsGateway(JsonGateway):
    channel = Channel.SMS
    setting = "MENTORING_SMS_GATEWAY"

    def settings(self) -> Mapping[str, Any]:
        return conf.sms_gateway()

    def text_of(self, letter: Letter, said: Mapping[str, Any]) -> str:
        return folded(super().text_of(letter, said))


class WhatsAppGateway(JsonGateway):
    channel = Channel.WHATSAPP
    setting = "MENTORING_WHATSAPP_GATEWAY"

    def settings(self) -> Mapping[str, Any]:
        return conf.whatsapp_gateway()
