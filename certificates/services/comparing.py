"""Comparing what somebody reads on a paper with what was printed on it.

Birth, address and numbers of people are on the paper and nowhere else. Whoever holds it types
them and is told, line by line, whether they agree: cocok or tidak cocok.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from certificates import conf
from certificates.services import throttling
from certificates.services.snapshots import day_text
from certificates.services.verifying import Verdict, VerdictState, find, verdict_of

_BORN = re.compile(r"^lahir di (?P<place>.*), (?P<day>[^,]+)$", re.DOTALL)


@dataclass(frozen=True)
class Comparison:
    """agrees: what was typed (`PAPER_FACTS`) -> whether the paper says so. is_throttled: too
    much that is wrong was typed about this certificate today, and nothing is answered."""

    verdict: Verdict
    agrees: Mapping[str, bool]
    is_throttled: bool = False


def compare(*, typed_code: str, typed: Mapping[str, Any], address: str) -> Comparison | None:
    """Compare `typed` (`PAPER_FACTS`, empty ones left out) with the paper of a code.

    None if no such certificate is known, or this address must wait. Something wrong counts
    against the certificate, whoever typed it, and against the address.
    """
    found = find(typed_code, address)
    if isinstance(found, VerdictState):
        return None
    verdict = verdict_of(found, timezone.now())
    counters = {
        throttling.wrong_comparisons_from(
            address, found.public_code
        ): conf.wrong_comparisons_per_address(),
        throttling.wrong_comparisons_of(found.public_code): conf.wrong_comparisons_per_code(),
    }
    # Counted before it is answered: tries at the same moment cannot slip through together. Who
    # must wait is not counted for everybody: one address alone shuts nobody else out.
    for counter, most in counters.items():
        if throttling.count(counter, throttling.DAY_SECONDS) > most:
            return Comparison(verdict, {}, is_throttled=True)
    agrees = agreement(found.snapshot["printed"], typed)
    if all(agrees.values()):
        for counter in counters:
            throttling.take_back(counter, throttling.DAY_SECONDS)
    else:
        throttling.count(throttling.unknown_codes_of(address), conf.throttle_seconds())
    return Comparison(verdict, agrees)


def agreement(printed: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, bool]:
    """Fact -> whether `printed` says what was typed; case, spaces and full stops do not count."""
    return {
        name: bool(said := PAPER_FACTS[name](printed)) and _plain(said) == _plain(_text(value))
        for name, value in typed.items()
        if value and name in PAPER_FACTS
    }


def _birthplace(printed: Mapping[str, Any]) -> str:
    born = _BORN.match(printed.get("born_id") or "")
    return born["place"] if born else ""


def _birth_date(printed: Mapping[str, Any]) -> str:
    born = _BORN.match(printed.get("born_id") or "")
    return born["day"] if born else ""


# What can be typed -> how the paper says it, "" if it does not.
PAPER_FACTS = {
    "birthplace": _birthplace,
    "born_on": _birth_date,
    "home_address": lambda printed: printed.get("home_address") or "",
    "participant_number": lambda printed: printed.get("participant_number") or "",
    "signatory_nip": lambda printed: printed.get("signatory_nip") or "",
}


def facts_on(printed_names: tuple[str, ...]) -> list[str]:
    """The facts that can be compared when a paper has `printed_names`."""
    names = [name for name in PAPER_FACTS if name in printed_names]
    return ["birthplace", "born_on", *names] if "born_id" in printed_names else names


def _text(value: Any) -> str:
    return day_text(value, "id") if isinstance(value, date) else str(value)


def _plain(text: str) -> str:
    """`text` without accents, capitals, spaces and punctuation."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if letter.isalnum())
