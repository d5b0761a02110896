"""Guests who came, guests who ask, and a group that goes to learn."""

from datetime import timedelta

from balai.demo.ledger import remember
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from mentoring.registry.models import CrafterGroup, Membership, Person
from mentoring.sessions.models import SessionState, StudyPurpose
from mentoring.sessions.services import (
    Wish,
    approve_visit,
    ask_for_visit,
    plan_outgoing,
    promise_practices,
    record_purchase,
)


def load_study_visits(cast: Cast, timeline: Timeline) -> None:
    """Everything in this module, by the services people use."""
    host = cast.groups["Bubut Mandiri"]
    _guests_came(host, cast, timeline)
    _guests_ask(host, timeline)
    _a_group_goes(cast, timeline)


def _guests_came(host: CrafterGroup, cast: Cast, timeline: Timeline) -> None:
    """A visit that was held: what was bought, and which practices are tried since."""
    coordinator, facilitator = cast.coordinator_of(host), cast.facilitator_of(host)
    then = timeline.noon() - timedelta(days=70)
    came = ask_for_visit(
        wish=Wish(
            body="Dinas Koperasi Kota Contoh",
            contact_name="Tamu Rekaan",
            contact_phone="+628000000071",
            sentra=host.sentra,
            wished_on=timeline.days_ago(65),
            people_count=12,
            purpose=StudyPurpose.PROCESS,
        ),
        now=then,
    )
    came = approve_visit(
        visit=came,
        group=host,
        planned_on=timeline.days_ago(65),
        approved_by=coordinator,
        now=then,
        answer="Silakan datang pukul 9 pagi.",
    )
    came.session.state = SessionState.HELD
    came.session.save(update_fields=["state"])
    record_purchase(
        visit=came,
        group=host,
        rupiah=1_850_000,
        goods="gelang dan tasbih",
        recorded_by=facilitator,
        now=then,
    )
    practices = promise_practices(
        visit=came,
        texts=["Mencatat bahan di papan", "Amplas dua kali", "Harga ditulis di rak"],
        promised_by=facilitator,
    )
    remember(*(check for practice in practices for check in practice.checks.all()))


def _guests_ask(host: CrafterGroup, timeline: Timeline) -> None:
    """A request that waits for its answer."""
    ask_for_visit(
        wish=Wish(
            body="Kelompok Anyaman Contoh",
            contact_name="Ketua Rekaan",
            contact_email="ketua@contoh.example",
            sentra=host.sentra,
            wished_on=timeline.today + timedelta(days=21),
            people_count=8,
            purpose=StudyPurpose.MARKETING,
        ),
        now=timeline.noon(),
    )


def _a_group_goes(cast: Cast, timeline: Timeline) -> None:
    """A visit to another group that is agreed and still to come."""
    going = cast.groups["Ronce Melati"]
    members = Membership.objects.roster(timeline.today).filter(group=going)
    goes = plan_outgoing(
        group=going,
        body="Gaharu Lestari",
        purpose=StudyPurpose.MARKETING,
        planned_on=timeline.today + timedelta(days=14),
        participants=list(Person.objects.filter(pk__in=members.values("person"))[:4]),
        host_group=cast.groups["Gaharu Lestari"],
        planned_by=cast.facilitator_of(going),
        now=timeline.noon(),
    )
    remember(*goes.participants.all())
