"""A row of visits, one of them moved, and what keeps people busy."""

from datetime import time, timedelta

from balai.demo.ledger import remember
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from mentoring.sessions.models import Rhythm, SeasonKind, SessionKind
from mentoring.sessions.services import SeriesPlan, move_session, plan_series, record_season

# Kind, what, craft centre, days from today, how many days.
SEASONS = (
    (SeasonKind.ORDERS, "Pesanan tasbih musim haji", "A", 20, 45),
    (SeasonKind.FEAST, "Bersih desa Tutul", "A", 9, 2),
    (SeasonKind.HARVEST, "Panen padi", "B", 5, 12),
)


def load_calendar(cast: Cast, timeline: Timeline) -> None:
    """Everything in this module, by the services people use."""
    noon = timeline.noon()
    group = cast.groups["Bubut Mandiri"]
    facilitator = cast.facilitator_of(group)
    first = timeline.today + timedelta(days=3)
    series = plan_series(
        group=group,
        plan=SeriesPlan(
            kind=SessionKind.IN_WALL,
            rhythm=Rhythm.FORTNIGHTLY,
            first_on=first,
            last_on=first + timedelta(days=70),
            starts_at=time(9, 0),
            planned_minutes=90,
        ),
        planned_by=facilitator,
        now=noon,
    )
    days = series.days.select_related("session")
    remember(*days, *(day.session for day in days))
    second = series.days.select_related("session")[1].session
    move_session(
        session=second,
        planned_on=second.happened_on + timedelta(days=1),
        starts_at=time(13, 30),
        reason="Anggota ikut hajatan di dusun Kebon.",
        moved_by=facilitator,
        now=noon,
    )
    for kind, title, sentra, days, length in SEASONS:
        starts_on = timeline.today + timedelta(days=days)
        record_season(
            kind=kind,
            title=title,
            sentra=cast.sentra[sentra],
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=length),
            recorded_by=cast.coordinator_of(
                next(each for each in cast.groups.values() if each.sentra == cast.sentra[sentra])
            ),
            now=noon,
        )
