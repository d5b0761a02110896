"""What to look at twice about a facilitator. Cautions never refuse."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentoring.assignments.models import Facilitator
from mentoring.assignments.training import is_prepared, waiver_on
from mentoring.assignments.workload import loads_on


def facilitator_cautions(facilitator: Facilitator, day: date) -> list[str]:
    """Whether she carries too much on `day`, and whether she is prepared for her work."""
    return [*_about_load(facilitator, day), *_about_training(facilitator, day)]


def _about_load(facilitator: Facilitator, day: date) -> list[str]:
    load = loads_on([facilitator], day)[facilitator.pk]
    names = {"facilitator": facilitator, "points": load.in_words, "cap": load.cap}
    if load.is_over:
        return [_("%(facilitator)s carries %(points)s points; the limit is %(cap)d.") % names]
    if load.is_near:
        sentence = _("%(facilitator)s carries %(points)s points, close to the limit of %(cap)d.")
        return [sentence % names]
    return []


def _about_training(facilitator: Facilitator, day: date) -> list[str]:
    waiver = waiver_on(facilitator, day)
    if waiver is not None:
        assert waiver.last_day is not None  # noqa: S101 - a constraint says so
        return [
            _("%(facilitator)s works without her training until %(day)s.")
            % {"facilitator": facilitator, "day": date_format(waiver.last_day, "j F Y")}
        ]
    if not is_prepared(facilitator, day):
        return [_("No training of %(facilitator)s is written down.") % {"facilitator": facilitator}]
    return []
