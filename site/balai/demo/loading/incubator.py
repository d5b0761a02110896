"""Places of the incubator, who works there or at home, visits by stage, and one limit of credit."""

from datetime import date
from decimal import Decimal

from balai.demo.cast import GROUPS
from balai.demo.ledger import remember
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from mentoring.incubation.models import (
    CreditLimit,
    CycleEnrolment,
    IncubatorPlace,
    IncubatorPlaceKind,
    TaperedPlan,
    VisitTaper,
)
from mentoring.incubation.services.incubator import open_incubator_place, settle_group
from mentoring.incubation.services.tapers import begin_taper
from mentoring.registry.models import Place
from mentoring.sessions.models import VisitPlan

# Name, kind, regency, groups at the same time.
PLACES: tuple[tuple[str, str, str, int], ...] = (
    ("Bengkel Manik Contoh", IncubatorPlaceKind.WORKSHOP, "35.09", 2),
    ("Rumah Bubut Contoh", IncubatorPlaceKind.LATHE_HOUSE, "35.09", 1),
    ("Gubuk Pelapisan Contoh", IncubatorPlaceKind.FINISHING_SHED, "35.09", 1),
    ("Bengkel Ukir Contoh", IncubatorPlaceKind.WORKSHOP, "52.01", 1),
)
# In-wall group -> where it works; the others are visited at home.
WORKS_IN = {"Bubut Mandiri": "Rumah Bubut Contoh", "Ukir Gubuk Baru": "Bengkel Ukir Contoh"}
# Whose visits follow the stages.
TAPERED = ("Ronce Melati", "Tangan Tanah")
LIMIT = "PLAFON_REKAAN"


def load_incubator(cast: Cast, timeline: Timeline) -> None:
    places = {
        name: open_incubator_place(
            name=name,
            kind=kind,
            place=Place.objects.get(code=code),
            starts_on=timeline.cycle_start,
            capacity=capacity,
            opened_by=_coordinator(cast, code),
        )
        for name, kind, code, capacity in PLACES
    }
    for facts in GROUPS:
        _settle(cast, timeline, facts.name, facts.tenancy == "inwall", places)
    _taper(cast, timeline)
    remember(_limit(timeline.cycle_start))


def _coordinator(cast: Cast, code: str) -> object:
    group = next(one for one in cast.groups.values() if one.sentra.place_id.startswith(f"{code}."))
    return cast.coordinator_of(group)


def _settle(
    cast: Cast,
    timeline: Timeline,
    name: str,
    is_inwall: bool,
    places: dict[str, IncubatorPlace],
) -> None:
    group = cast.groups[name]
    settle_group(
        group=group,
        starts_on=timeline.month(1),
        settled_by=cast.coordinator_of(group),
        incubator_place=places[WORKS_IN[name]] if is_inwall else None,
    )


def _taper(cast: Cast, timeline: Timeline) -> None:
    for name in TAPERED:
        group = cast.groups[name]
        enrolments = CycleEnrolment.objects.filter(group=group).select_related("group__sentra")
        begin_taper(
            enrolments=list(enrolments),
            begun_by=cast.coordinator_of(group),
            now=timeline.noon(),
        )
    tapers = VisitTaper.objects.filter(enrolment__group__name__in=TAPERED)
    plans = TaperedPlan.objects.filter(taper__in=tapers)
    remember(*tapers, *plans, *VisitPlan.objects.filter(tapered__in=plans))


def _limit(starts_on: date) -> CreditLimit:
    """One of its own code: a value of a real limit would end the one that holds."""
    return CreditLimit.objects.create(
        code=LIMIT,
        value=Decimal(1_000_000),
        starts_on=starts_on,
        source="Angka rekaan untuk peragaan, bukan peraturan.",
    )
