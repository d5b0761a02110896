"""The result of a group on one page, for the group itself: short sentences and strings of beads.

Said aloud in the meeting, so each sentence has twelve words at most. It names nobody, compares
nobody, and says neither strata nor tiers. Read from the locked figures alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_noop, override

from mentoring.incubation.evaluations.charts import beads
from mentoring.incubation.evaluations.local_sentences import FALLBACK, is_local
from mentoring.incubation.evaluations.local_sentences import say as _
from mentoring.incubation.evaluations.words import Words, words_of
from mentoring.incubation.models import Evaluation

BEADS = 10
_ORDER = ("baseline", "midline", "endline")
# What the shipped dimensions are called in a meeting; others go by their own name.
_PLAIN = {
    "KOH": gettext_noop("Acting as one"),
    "OTO": gettext_noop("Standing on our own feet"),
    "AKR": gettext_noop("Roots in the village"),
    "TWR": gettext_noop("Bargaining power"),
    "USH": gettext_noop("Our business"),
}


@dataclass(frozen=True)
class Side:
    """One side of the group: its name, what is said of it, and its string of beads."""

    label: str
    sentence: str
    picture: SafeString


@dataclass(frozen=True)
class GroupResult:
    """The whole page. sentences: what is said first; questions: what the group talks about.

    title, beads_title, talk_title: its headings. draft_note: that nobody checked the sentences of
    a local language yet; "" for others.
    """

    group: str
    title: str
    beads_title: str
    talk_title: str
    draft_note: str
    sentences: tuple[str, ...]
    sides: tuple[Side, ...]
    questions: tuple[str, ...]
    digest: str


def result_of(evaluation: Evaluation) -> GroupResult:
    """The result of a locked evaluation of one group, in the active language, a local one
    among them (`local_sentences`)."""
    figures, words = evaluation.figures, words_of(evaluation)
    rounds = figures.get("rounds", {})
    kinds = [kind for kind in _ORDER if kind in rounds]
    first = rounds[kinds[0]]["points"] if len(kinds) > 1 else {}
    last = rounds[kinds[-1]]["points"] if kinds else {}
    return GroupResult(
        group=figures.get("subject", {}).get("group", ""),
        title=_("The result of our group"),
        beads_title=_("Ten beads are the most"),
        talk_title=_("Let us talk about it"),
        draft_note=_draft_note(),
        sentences=tuple(_said(figures, words, kinds, last)),
        sides=tuple(
            _side(_name(code, words), first.get(code), points) for code, points in last.items()
        ),
        questions=(
            _("What made us stronger?"),
            _("What do we do together in the next six months?"),
            _("Who helps whom?"),
        ),
        digest=evaluation.digest[:8],
    )


def _said(
    figures: Mapping[str, Any], words: Words, kinds: list[str], last: Mapping[str, str]
) -> list[str]:
    if not kinds:
        return [_("Our group was not scored yet.")]
    now = figures["rounds"][kinds[-1]]
    said = []
    if now.get("class"):
        said.append(_("Our class now: %(name)s.") % {"name": words.group_class(now["class"])})
    said += _change(figures)
    if last:
        best = max(last, key=lambda code: Decimal(last[code]))
        least = min(last, key=lambda code: Decimal(last[code]))
        said.append(_("Our strongest side: %(side)s.") % {"side": _name(best, words)})
        if least != best:
            said.append(_("What we work on together: %(side)s.") % {"side": _name(least, words)})
    if figures.get("group_verdict", {}).get("answer") == "significant":
        said.append(_("Our bargaining position clearly rose."))
    return said


def _draft_note() -> str:
    """For whoever reads it out, so in Indonesian: these sentences are drafts."""
    if not is_local(get_language()):
        return ""
    with override(FALLBACK):
        return gettext("Draft translation: to be checked by a native speaker.")


def _name(code: str, words: Words) -> str:
    return _(_PLAIN[code]) if code in _PLAIN else words.dimension(code)


def _change(figures: Mapping[str, Any]) -> list[str]:
    total = figures.get("change", {}).get("total")
    if total is None:
        return []
    if Decimal(total) > 0:
        return [_("We are stronger than at the start.")]
    if Decimal(total) < 0:
        return [_("We are weaker than at the start. Let us talk about it.")]
    return [_("We are as strong as at the start.")]


def _side(label: str, before: str | None, now: str) -> Side:
    last, first = _beads_of(now), None if before is None else _beads_of(before)
    if first is None:
        sentence = _("%(now)d of 10 beads.") % {"now": last}
    else:
        sentence = _("At the start %(before)d beads, now %(now)d.") % {"before": first, "now": last}
    title = f"{label}: {sentence}"
    return Side(label, sentence, beads(last, first, of=BEADS, title=title))


def _beads_of(points: str) -> int:
    """0 to 100 points as 0 to 10 beads, half up."""
    return int((Decimal(points) / BEADS).quantize(Decimal(1), rounding=ROUND_HALF_UP))
