"""Crafters nobody serves yet, how vulnerable some are, who buys from whom, and complaints."""

from datetime import UTC, date, datetime, time
from itertools import cycle, islice, product

from balai.demo.ledger import remember
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from mentoring.registry.models import (
    ComplaintAbout,
    ComplaintChannel,
    EquityAggregate,
    EquityMonth,
    FrozenRank,
    Membership,
    Person,
    ReachAggregate,
    ReachedThrough,
    Stratum,
    TieKind,
)
from mentoring.registry.services import (
    OtherSide,
    SeenCrafter,
    Told,
    answer_complaint,
    assess_person,
    leave_complaint,
    list_crafters,
    record_tie,
    recount_reach,
)

HAMLETS = {
    "A": ("Krajan", "Kebon", "Karuk", "Maduran"),
    "B": ("Mekar Sari", "Muhajirin", "Gubuk Baru", "Banyumulek Timur"),
}
NICKNAMES = ("Tin", "Nah", "Min", "Yem", "Sri", "Pon", "Rus", "Mun", "Jum", "Wati", "Siti", "Is")
# In turn: from door to door one meets others than on the way with the village head.
STRATA = (
    *(Stratum.LAGGING, Stratum.LAGGING, Stratum.GROWING, Stratum.LAGGING),
    *(Stratum.GROWING, Stratum.ESTABLISHED, Stratum.LAGGING, ""),
)
WAYS = (
    *(ReachedThrough.WALK_THROUGH, ReachedThrough.VILLAGE_HEAD, ReachedThrough.WALK_THROUGH),
    *(ReachedThrough.REFERRAL, ReachedThrough.BLK_LIST, ReachedThrough.JURAGAN),
)
STANDS_FIRMLY = {
    "ORDER": "own",
    "MATERIAL": "cash",
    "ADVANCE": "never",
    "TOOLS": "own",
    "LEAN": "none",
    "ALONE": "several",
    "CARE": "no",
    "TRADE": "no",
}
BETWEEN = STANDS_FIRMLY | {"ORDER": "two", "ADVANCE": "sometimes", "ALONE": "one", "LEAN": "few"}
LEFT_BEHIND = BETWEEN | {"ORDER": "one", "MATERIAL": "buyer", "ADVANCE": "always", "LEAN": "many"}
ANSWERS = {"weak": (LEFT_BEHIND, LEFT_BEHIND, BETWEEN), "other": (BETWEEN, STANDS_FIRMLY, BETWEEN)}
ASSESSED_PER_GROUP = 6


def load_census(cast: Cast, timeline: Timeline) -> None:
    """Before the cycles: their baselines freeze the ranks of everybody found here."""
    for key, hamlets in HAMLETS.items():
        ending = "Contoh" if key == "A" else "Rekaan"
        for number, hamlet in enumerate(hamlets):
            _sheet(cast, timeline, key, hamlet, ending, number)
    for name, group in cast.groups.items():
        answers = cycle(ANSWERS[group.tier])
        members = Person.objects.filter(memberships__group=group).order_by("full_name")
        for person in members[:ASSESSED_PER_GROUP]:
            assess_person(
                person=person,
                answers=next(answers),
                assessed_on=timeline.cycle_start,
                assessed_by=cast.facilitator_of(group),
                now=_at(timeline.cycle_start),
            )
        if name == "Manik Maduran":
            _tie_to_one_buyer(cast, timeline, list(members[:3]))


def _sheet(cast: Cast, timeline: Timeline, key: str, hamlet: str, ending: str, number: int) -> None:
    sentra = cast.sentra[key]
    group = next(one for one in cast.groups.values() if one.sentra_id == sentra.pk)
    names = islice(product(NICKNAMES, (f"{hamlet} {ending}",)), 4 + 2 * number)
    crafters = [
        SeenCrafter(
            name=" ".join(parts),
            hamlet=hamlet,
            sex="P" if place % 3 else "L",
            stratum=STRATA[(place + number) % len(STRATA)],
            reached_through=WAYS[(place + number) % len(WAYS)],
        )
        for place, parts in enumerate(names)
    ]
    if number == 0:
        crafters.append(
            SeenCrafter(name=f"Juragan Anom {ending}", hamlet=hamlet, stratum=Stratum.JURAGAN)
        )
    entries = list_crafters(
        sentra=sentra,
        crafters=crafters,
        seen_on=timeline.cycle_start,
        recorded_by=cast.coordinator_of(group),
        now=_at(timeline.cycle_start),
    )
    remember(*entries)


def _tie_to_one_buyer(cast: Cast, timeline: Timeline, people: list[Person]) -> None:
    group = cast.groups["Manik Maduran"]
    for person in people:
        record_tie(
            person=person,
            other=OtherSide(name="Juragan Anom Contoh"),
            kind=TieKind.BUYER,
            source="wawancara di rumah (contoh)",
            starts_on=timeline.cycle_start,
            recorded_by=cast.facilitator_of(group),
            now=_at(timeline.cycle_start),
            terms="30 kodi sebulan (contoh)",
        )
    record_tie(
        person=people[0],
        other=OtherSide(person=people[1]),
        kind=TieKind.RELATIVE,
        source="wawancara di rumah (contoh)",
        starts_on=timeline.cycle_start,
        recorded_by=cast.facilitator_of(group),
        now=_at(timeline.cycle_start),
    )


def load_reach(cast: Cast, timeline: Timeline) -> None:
    """After everything else: what was counted, and what people complained of."""
    centres = list(cast.sentra.values())
    members = Membership.objects.filter(group__sentra__in=centres).values("person")
    remember(*FrozenRank.objects.filter(person__in=members))
    remember(*FrozenRank.objects.filter(census_entry__sentra__in=centres))
    # Evenness stays month by month: the two months before this one, too.
    for day in (timeline.days_ago(60), timeline.days_ago(30), timeline.today):
        for sentra in centres:
            recount_reach(sentra=sentra, on=day, now=_at(day))
    remember(*ReachAggregate.objects.filter(sentra__in=centres))
    remember(*EquityAggregate.objects.filter(sentra__in=centres))
    remember(*EquityMonth.objects.filter(sentra__in=centres))
    place = cast.sentra["A"].place
    answered = leave_complaint(
        told=Told(
            text="Pembeli membayar setelah tiga bulan. (contoh)",
            place=place,
            about=ComplaintAbout.BUYER,
        ),
        channel=ComplaintChannel.BOX,
        now=_at(timeline.days_ago(40)),
    )
    answer_complaint(
        complaint=answered,
        answer="Kami sudah bicara dengan pembeli. Mulai bulan depan dibayar tunai. (contoh)",
        answered_by=cast.coordinator_of(cast.groups["Manik Maduran"]),
        now=_at(timeline.days_ago(35)),
    )
    leave_complaint(
        told=Told(
            text="Jadwal pelatihan sering berubah tanpa kabar. (contoh)",
            place=place,
            about=ComplaintAbout.TRAINING,
        ),
        channel=ComplaintChannel.WEB,
        now=_at(timeline.days_ago(2)),
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(1), tzinfo=UTC)  # 8.00 WIB
