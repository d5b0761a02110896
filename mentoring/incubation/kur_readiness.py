"""Whether somebody could ask a bank for a KUR loan, by the limits of the day. Pure.

It prepares a talk with the bank, which alone decides. Source: Permenko Perekonomian 1/2023, as
dated rows (`CreditLimit`); the share of the instalment is the programme's own rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

Numbers = Mapping[str, Decimal | None]
Choices = Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """One thing a bank looks at. is_met is None where an answer or a limit is missing."""

    code: str
    is_met: bool | None
    sentence: str


@dataclass(frozen=True)
class Readiness:
    """kind: "super_micro", "micro" or "" (too much, or not said). interest: percent a year."""

    kind: str
    interest: Decimal | None
    lines: tuple[Line, ...]

    @property
    def is_ready(self) -> bool | None:
        """No as soon as one line is not met; None while one cannot be told."""
        answers = [line.is_met for line in self.lines]
        if False in answers:
            return False
        return None if None in answers else True


def kur_readiness(numbers: Numbers, choices: Choices, limits: Mapping[str, Decimal]) -> Readiness:
    """What the answers to the instrument `kur-readiness` say under `limits` (code -> value).

    numbers, choices: item code -> answer; None or "" for any kind of empty.
    """
    loan = numbers.get("LOAN")
    kind = _kind(loan, limits)
    return Readiness(
        kind=kind,
        interest=_interest(kind, numbers.get("BORROWED_BEFORE"), limits),
        lines=_lines(kind, numbers, choices, limits),
    )


def _lines(
    kind: str, numbers: Numbers, choices: Choices, limits: Mapping[str, Decimal]
) -> tuple[Line, ...]:
    small_enough = None if numbers.get("LOAN") is None else kind != ""
    old_enough = _is_old_enough(kind, numbers, choices, limits)
    no_other = _no(choices.get("OTHER_CREDIT", ""))
    return (
        Line("loan", small_enough, _("The loan is within the limits")),
        Line("age", old_enough, _("The business is old enough, or accompanied")),
        Line("nik", _yes(choices.get("NIK", "")), _("The identity card is in order")),
        Line("nib", _yes(choices.get("NIB", "")), _("There is a business letter")),
        Line("other", no_other, _("No other subsidised loan is open")),
        Line("instalment", _can_pay(numbers, limits), _("The instalment leaves enough to live on")),
    )


def _kind(loan: Decimal | None, limits: Mapping[str, Decimal]) -> str:
    if loan is None:
        return ""
    for kind in ("super_micro", "micro"):
        most = limits.get(f"{kind}_most")
        if most is not None and loan <= most:
            return kind
    return ""


def _interest(kind: str, before: Decimal | None, limits: Mapping[str, Decimal]) -> Decimal | None:
    if kind == "super_micro":
        return limits.get("super_micro_interest")
    if kind == "micro" and before is not None:
        return limits.get(f"micro_interest_{min(int(before) + 1, 4)}")
    return None


def _is_old_enough(
    kind: str, numbers: Numbers, choices: Choices, limits: Mapping[str, Decimal]
) -> bool | None:
    """A younger business may ask for the smallest loan if it is accompanied or in a group."""
    months, least = numbers.get("BUSINESS_MONTHS"), limits.get("business_months")
    if months is None or least is None:
        return None
    if months >= least:
        return True
    return _yes(choices.get("GUIDED", "")) if kind == "super_micro" else False


def _can_pay(numbers: Numbers, limits: Mapping[str, Decimal]) -> bool | None:
    net, instalment = numbers.get("NET_MONTHLY"), numbers.get("INSTALMENT")
    share = limits.get("instalment_share")
    if net is None or instalment is None or share is None:
        return None
    return instalment * 100 <= net * share


def _yes(answer: str) -> bool | None:
    return {"yes": True, "no": False}.get(answer)


def _no(answer: str) -> bool | None:
    said = _yes(answer)
    return None if said is None else not said
