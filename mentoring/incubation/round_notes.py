"""What a reader must know beside a finished round, in sentences."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentoring.incubation.models import Round, RoundFlag, RoundKind
from mentoring.incubation.models.rounds import RoundQuerySet
from mentoring.incubation.progress import counted
from mentoring.incubation.round_flags import QUICK_SECONDS, differing_items


def notes_on(round: Round) -> list[str]:
    """Why `round` is looked at twice, or is left out of figures; [] for nothing."""
    told = {
        RoundFlag.SPEED: _("All was answered within %(seconds)d seconds. Ask how it was filled in.")
        % {"seconds": QUICK_SECONDS},
        RoundFlag.ALL_EQUAL: _("All answers are the same level. Look at the evidence again."),
        RoundFlag.CONTAMINATED: _(
            "This starting point was taken after the first session, so it may already show "
            "the mentoring. Figures name it apart."
        ),
    }
    notes = [sentence for flag, sentence in told.items() if flag in round.flags]
    if RoundFlag.RATERS_DIFFER in round.flags:
        notes.append(_difference(round))
    return [*notes, *_place_in_panel(round)]


def _difference(round: Round) -> str:
    others = _alike(round, kind=round.kind).exclude(rater=round.rater_id)
    levels = [other.levels() for other in others.prefetch_related("responses__item")]
    return _(
        "Another rater stands two levels or more away on %(items)s. Talk it over and record "
        "what you agree."
    ) % {"items": ", ".join(differing_items(_levels(round), levels))}


def _levels(round: Round) -> dict[str, int | None]:
    return {one.item.code: one.level for one in round.responses.select_related("item")}


def agreement(round: Round) -> str:
    """Why it cannot be told whether raters agree; "" where two of them scored the same."""
    if _alike(round, kind=round.kind).exclude(rater=round.rater_id).exists():
        return ""
    return _("One rater alone scored this, so agreement between raters cannot be computed.")


def _place_in_panel(round: Round) -> list[str]:
    """An endline without a baseline, and a round beside which another one counts."""
    if round.kind == RoundKind.ENDLINE:
        baselines = _alike(round, kind=RoundKind.BASELINE, any_version=True)
        if not baselines.exists():
            return [
                _(
                    "There is no baseline, so this final scoring is left out of the change "
                    "between before and after."
                )
            ]
    if round.kind == RoundKind.ADHOC:
        return []
    alike = list(_alike(round, kind=round.kind, any_version=True))
    counts = counted(alike, round.kind)
    if counts is None or counts.pk == round.pk:
        return []
    terms = {"day": date_format(counts.happened_on, "j F Y")}
    if round.is_beside:
        return [
            _(
                "This starting point came after that of %(day)s was locked. The locked one "
                "counts; this one is kept beside it."
            )
            % terms
        ]
    if counts.happened_on == round.happened_on:
        return [_("There is another scoring of the same day. The one submitted last counts.")]
    if round.kind == RoundKind.BASELINE:
        return [_("There is a later baseline of %(day)s. Only the latest one counts.") % terms]
    return [_("There is a later scoring of %(day)s. Only the latest one counts.") % terms]


def _alike(round: Round, *, kind: str, any_version: bool = False) -> RoundQuerySet:
    rows = Round.objects.counted().filter(
        enrolment=round.enrolment_id,
        kind=kind,
        person=round.person_id,
        version__instrument=round.version.instrument_id,
    )
    return rows if any_version else rows.filter(version=round.version_id)
