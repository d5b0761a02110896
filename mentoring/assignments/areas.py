"""What the home of an area shows: sums, lines and the map, all from kept reasons."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Substr
from django.urls import reverse

from mentoring.assignments import conf
from mentoring.assignments.attention import AttentionKind, attention_kinds
from mentoring.assignments.maps import Drawing, Ground, Pin, drawing
from mentoring.assignments.models import AttentionReason, AttentionScan, TrainingWaiver
from mentoring.assignments.models.attention import OLD_AFTER
from mentoring.intervals import on_day
from mentoring.registry.models import CrafterGroup, Sentra

# From this weight on a reason is drawn as grave.
GRAVE = 60
# More craft centres than this are drawn by district of their official code.
MOST_PINS = 400
DISTRICT_CODE = 5


@dataclass(frozen=True)
class Told:
    """A kept reason in words."""

    kind: AttentionKind
    sentence: str
    since: date | None
    is_grave: bool


@dataclass(frozen=True)
class GroupLine:
    group: CrafterGroup
    reasons: tuple[Told, ...]


@dataclass(frozen=True)
class KindSum:
    """How many groups have a reason of one kind."""

    kind: AttentionKind
    count: int


@dataclass(frozen=True)
class Age:
    """When the reasons were found. is_old: longer ago than a night's scan explains."""

    at: datetime | None
    is_old: bool


def age_of_attention(now: datetime) -> Age:
    at = AttentionScan.objects.latest_finished_at()
    return Age(at=at, is_old=at is None or now - at > OLD_AFTER)


def sums_of(groups: QuerySet[CrafterGroup]) -> list[KindSum]:
    """How many of `groups` have each kind of reason, the heaviest first. One query."""
    rows = AttentionReason.objects.filter(group__in=groups.order_by().values("pk")).order_by()
    counts = dict(rows.values_list("code").annotate(count=Count("pk")))
    return [
        KindSum(kind, counts[code]) for code, kind in attention_kinds().items() if code in counts
    ]


def by_attention(groups: QuerySet[CrafterGroup], code: str = "") -> QuerySet[CrafterGroup]:
    """Those of `groups` with a reason (of `code`), the heaviest first, then by name."""
    reasons = AttentionReason.objects.filter(group=OuterRef("pk")).order_by()
    weight = reasons.values("group").annotate(all=Sum("weight")).values("all")
    wanted = AttentionReason.objects.filter(**({"code": code} if code else {})).values("group")
    return (
        groups.filter(pk__in=wanted)
        .annotate(attention_weight=Coalesce(Subquery(weight), 0))
        .order_by("-attention_weight", "name", "pk")
    )


def lines_of(groups: Iterable[CrafterGroup]) -> list[GroupLine]:
    """`groups` with their reasons in words. One query."""
    listed = list(groups)
    told: dict[UUID, list[Told]] = defaultdict(list)
    kinds = attention_kinds()
    for reason in AttentionReason.objects.filter(group__in=[group.pk for group in listed]):
        # A room that was taken away may have left rows until the next scan.
        if reason.code in kinds:
            told[reason.group_id].append(_told(reason, kinds[reason.code]))
    return [GroupLine(group, tuple(told[group.pk])) for group in listed]


def _told(reason: AttentionReason, kind: AttentionKind) -> Told:
    sentence = str(kind.sentence)
    if "%(days)" in sentence:
        sentence = sentence % {"days": reason.days or 0}
    return Told(kind, sentence, reason.since, kind.weight >= GRAVE)


def map_of(groups: QuerySet[CrafterGroup], sentra: QuerySet[Sentra]) -> Drawing | None:
    """The craft centres of `groups` as dots by their gravest reason. Two queries.

    sentra: those that may be drawn; the ones without a map point are left out.
    """
    placed = sentra.filter(latitude__isnull=False).order_by()
    worst = dict(groups.order_by().values_list("sentra").annotate(worst=Max("attention__weight")))
    sizes = placed.annotate(size=Count("groups", filter=Q(groups__in=groups.order_by())))
    if placed.count() > MOST_PINS:
        return drawing(_by_district(placed, worst), _ground())
    pins = (
        Pin(
            label=name,
            latitude=float(latitude),
            longitude=float(longitude),
            state=_state(worst.get(key)),
            count=size,
            url=reverse("mentoring_assignments:area") + f"?sentra={key}",
        )
        for key, name, latitude, longitude, size in sizes.values_list(
            "pk", "name", "latitude", "longitude", "size"
        )
    )
    return drawing(pins, _ground())


def _ground() -> Ground | None:
    tiles = conf.map_tiles()
    return Ground(tiles["url"], tiles.get("credit", "")) if tiles else None


def _by_district(placed: QuerySet[Sentra], worst: dict[int, int | None]) -> list[Pin]:
    rows = placed.annotate(district=Substr("place_id", 1, DISTRICT_CODE))
    centres = {
        district: (float(latitude), float(longitude))
        for district, latitude, longitude in rows.values_list("district").annotate(
            Avg("latitude"), Avg("longitude")
        )
    }
    gravest: dict[str, int] = defaultdict(int)
    counts: dict[str, int] = defaultdict(int)
    for key, district in rows.values_list("pk", "district"):
        gravest[district] = max(gravest[district], worst.get(key) or 0)
        counts[district] += 1
    return [
        Pin(district, *centres[district], state=_state(gravest[district]), count=counts[district])
        for district in centres
    ]


def _state(weight: int | None) -> str:
    if not weight:
        return "good"
    return "bad" if weight >= GRAVE else "warn"


def waivers_running(facilitators: Any, today: date) -> QuerySet[TrainingWaiver]:
    """Waivers of `facilitators` that count today, the first to end first."""
    return (
        TrainingWaiver.objects.filter(on_day(today), facilitator__in=facilitators)
        .select_related("facilitator__user", "granted_by")
        .order_by("ends_on", "pk")
    )
