"""What `load_scale` leaves out and pages show: staff, promises, trainings, certificates.

Per tier: the first facilitator accompanies eight groups instead of six; every group has a
promise and a planned visit; every fifth group lends its name to a closed training of
twenty people, each with a valid certificate of one and the same issuer.
"""

import hashlib
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from datetime import time as clock

import django

django.setup()

from django.contrib.auth.models import Group  # noqa: E402 - after setup
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from balai.accounts.models import User  # noqa: E402
from balai.demo.scale.bulk import insert_rows  # noqa: E402
from certificates.models import (  # noqa: E402
    Certificate,
    CertificateType,
    IssueBatch,
    IssueItem,
    Issuer,
    IssuerMembership,
)
from mentoring.assignments.models import Assignment, Facilitator  # noqa: E402
from mentoring.assignments.services import scan_attention  # noqa: E402
from mentoring.registry.models import CrafterGroup, Person  # noqa: E402
from mentoring.sessions.models import (  # noqa: E402
    FollowUp,
    MentoringSession,
    RunParticipant,
    TrainingRun,
)
from tests.benchmarks.inside import answer  # noqa: E402
from tests.benchmarks.inside.census import take_census  # noqa: E402
from tests.factories.certificates import (  # noqa: E402
    CertificateTypeFactory,
    IssuerFactory,
    programme,
)

FACILITATOR, COORDINATOR = "skala-pendamping-0", "skala-koordinator-0"
MANAGER, ADMINISTRATOR, CLERK = "skala-manajer", "skala-pengurus", "skala-petugas"
GROUPS_OF_FACILITATOR = 8
GROUPS_PER_RUN, PEOPLE_PER_RUN = 5, 20
_SPACE = uuid.UUID("c2a7f2a1-7a7d-4b3c-93a1-6c1a50a1f0de")


def complete() -> dict[str, int]:
    """Write all of it; answers how many rows of each kind there are now."""
    today = timezone.localdate()
    noon = datetime.combine(today, clock(5), tzinfo=UTC)
    with transaction.atomic():
        _give_groups()
        staff = _staff(today - timedelta(days=800))
        _promise_and_plan(noon)
        _train_and_certify(staff[CLERK], noon)
        scan_attention(today=today)
        take_census(noon, staff[CLERK].pk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    models = (FollowUp, MentoringSession, TrainingRun, RunParticipant, IssueBatch, Certificate)
    return {model.__name__: model.objects.count() for model in models}


def _give_groups() -> None:
    """The first facilitator gets two groups of the second."""
    first, second = Facilitator.objects.order_by("pk")[:2]
    own = Assignment.objects.filter(facilitator=first).count()
    wanted = second.assignments.order_by("group__name")[: GROUPS_OF_FACILITATOR - own]
    Assignment.objects.filter(pk__in=[each.pk for each in wanted]).update(facilitator=first)


def _staff(since: object) -> dict[str, User]:
    roles = {MANAGER: "programme_manager", ADMINISTRATOR: "administrator", CLERK: "blk_clerk"}
    staff = {}
    for username, role in roles.items():
        user = User.objects.create(username=username, full_name=f"{username} Contoh", is_demo=True)
        user.groups.set(Group.objects.filter(name=role))
        staff[username] = user
    User.objects.filter(username=ADMINISTRATOR).update(is_superuser=True, is_staff=True)
    issuer = IssuerFactory(code="BLK-CONTOH")
    IssuerMembership.objects.create(user=staff[CLERK], issuer=issuer, role="clerk", starts_on=since)
    CertificateTypeFactory(issuer=issuer, code="pelatihan")
    return staff


def _promise_and_plan(noon: datetime) -> None:
    leads = dict(
        Assignment.objects.filter(state="active").values_list("group", "facilitator__user")
    )
    today = noon.date()
    recorded = ("recorded_by_id", "recorded_at", "received_at")
    promised = ("id", "group_id", "text", "agreed_on", "due_on")
    insert_rows(
        FollowUp,
        (*promised, *recorded),
        (
            (
                _key("promise", group),
                group,
                "Beli buku kas",
                today - timedelta(days=20),
                today + timedelta(days=number % 30 - 10),
                user,
                noon,
                noon,
            )
            for number, (group, user) in enumerate(leads.items())
        ),
    )
    planned = ("id", "group_id", "kind", "state", "happened_on", "led_by_id")
    insert_rows(
        MentoringSession,
        (*planned, *recorded),
        (
            (
                _key("plan", group),
                group,
                "out_wall",
                "planned",
                today + timedelta(days=number % 14),
                user,
                user,
                noon,
                noon,
            )
            for number, (group, user) in enumerate(leads.items())
        ),
    )


def _train_and_certify(clerk: User, noon: datetime) -> None:
    groups = list(CrafterGroup.objects.order_by("name").select_related("sentra"))
    opener = User.objects.get(username=COORDINATOR)
    kind = CertificateType.objects.get(code="pelatihan")
    for number, group in enumerate(groups[::GROUPS_PER_RUN]):
        run = _run(number, group, opener, noon)
        _certify(run, _participants(run, group, opener, noon), kind, clerk, noon)


def _run(number: int, group: CrafterGroup, opener: User, noon: datetime) -> TrainingRun:
    ends_on = noon.date() - timedelta(days=30 + number)
    run = TrainingRun.objects.create(
        id=_key("run", group.pk),
        number=f"{number + 1}",
        programme_code="P-MANIK",
        programme=programme(),
        issuer_code="BLK-CONTOH",
        place_id=group.sentra.place_id,
        venue="Balai Desa",
        time_zone="Asia/Jakarta",
        starts_on=ends_on - timedelta(days=10),
        ends_on=ends_on,
        state="closed",
        closed_at=noon,
        opened_by=opener,
    )
    MentoringSession.objects.bulk_create(
        MentoringSession(
            id=_key(f"day {day}", run.pk),
            run=run,
            kind="training",
            state="held",
            happened_on=run.starts_on + timedelta(days=day),
            planned_minutes=180,
            minutes=180,
            recorded_by=opener,
            recorded_at=noon,
            received_at=noon,
        )
        for day in range(3)
    )
    return run


def _participants(
    run: TrainingRun, group: CrafterGroup, opener: User, noon: datetime
) -> list[Person]:
    people = list(
        Person.objects.filter(memberships__group__sentra=group.sentra)
        .filter(user=None)
        .order_by("pk")[:PEOPLE_PER_RUN]
    )
    users = User.objects.bulk_create(
        User(username=person.pk.hex, full_name=person.full_name, password="!", is_demo=True)
        for person in people
    )
    for person, user in zip(people, users, strict=True):
        person.user = user
    Person.objects.bulk_update(people, ["user"])
    RunParticipant.objects.bulk_create(
        RunParticipant(
            run=run,
            person=person,
            group=group,
            participant_number=f"{number:02d}",
            added_by=opener,
            added_at=noon,
        )
        for number, person in enumerate(people, 1)
    )
    return people


def _certify(
    run: TrainingRun, people: list[Person], kind: CertificateType, clerk: User, noon: datetime
) -> None:
    issuer: Issuer = kind.issuer
    version = kind.template.versions.order_by("-number")[0]
    batch = IssueBatch.objects.create(
        type=kind,
        occasion_key=f"run:{run.pk}",
        occasion={"title": str(run), "ends_on": run.ends_on.isoformat()},
        rule_set=kind.rule_set,
        rules=[],
        template_version=version,
        issued_on=run.ends_on,
        signatory=issuer.signatories.get(),
        state="done",
        made_by=clerk,
        finished_at=noon,
    )
    items = IssueItem.objects.bulk_create(
        IssueItem(
            batch=batch,
            holder_id=person.user_id,
            position=position,
            holder_facts={"printed_name": person.full_name},
            rule_values=[],
            state="done",
        )
        for position, person in enumerate(people, 1)
    )
    Certificate.objects.bulk_create(
        Certificate(
            id=_key("certificate", person.pk),
            issuer=issuer,
            type=kind,
            item=item,
            holder_id=person.user_id,
            occasion_key=batch.occasion_key,
            public_code=_code(person.pk),
            serial=f"{run.number}/{item.position}/CONTOH",
            printed_name=person.full_name,
            snapshot={"printed": {"name": person.full_name}},
            snapshot_sha256="0" * 64,
            template_version=version,
            pdf_sha256="0" * 64,
            issued_on=run.ends_on,
            issued_at=noon,
            status="valid",
        )
        for item, person in zip(items, people, strict=True)
    )


def _key(kind: str, key: uuid.UUID) -> uuid.UUID:
    return uuid.uuid5(_SPACE, f"{kind} {key}")


def _code(key: uuid.UUID) -> str:
    """Thirteen letters nobody else has; never looked up, so they need no check letter."""
    return hashlib.sha256(key.bytes).hexdigest()[:13].upper()


def pages() -> list[list[str]]:
    """The lists, homes and boards, as [name, path, username] for whom each is made."""
    return list(_pages())


def _pages() -> Iterator[list[str]]:
    group = Assignment.objects.filter(facilitator__user__username=FACILITATOR)[0].group
    for name, path in (
        ("home", "/pendampingan/"),
        ("group", f"/pendampingan/kelompok/{group.pk}/"),
        ("visit_form", f"/pendampingan/kelompok/{group.pk}/catat/"),
        ("desk", "/beranda/"),
        ("assignments", "/pendampingan/penugasan/"),
        ("board", "/pendampingan/siklus/"),
        ("runs", "/pendampingan/pelatihan/"),
    ):
        yield [f"facilitator_{name}", path, FACILITATOR]
    run = TrainingRun.objects.order_by("pk")[0]
    for name, path in (
        ("home", "/pendampingan/"),
        ("desk", "/beranda/"),
        ("board", "/pendampingan/siklus/"),
        ("unaccompanied", "/pendampingan/tanpa-pendamping/"),
        ("runs", "/pendampingan/pelatihan/"),
        ("groups", "/admin/mentoring_group/"),
        ("people", "/admin/mentoring_person/"),
        ("census", "/pendampingan/sensus/"),
        ("census_search", "/pendampingan/sensus/?q=rumina"),
        ("reach", "/pendampingan/jangkauan/"),
        ("area", "/pendampingan/wilayah/"),
        ("facilitators", "/pendampingan/pendamping/"),
        ("suggestions", f"/pendampingan/usulan/{group.pk}/"),
        ("waiting", "/menunggu/"),
        ("complaints", "/pendampingan/keluhan/masuk/"),
        ("unaccompanied_search", "/pendampingan/tanpa-pendamping/?q=melati"),
        ("clusters", "/pendampingan/gugus/"),
        ("proposals", "/pendampingan/usul-anggota/"),
        ("questions", "/pendampingan/pertanyaan/"),
        ("erasure_requests", "/pendampingan/permintaan-hapus/"),
        ("places", "/pendampingan/tempat/?q=tutul"),
        ("duplicates", "/admin/mentoring_duplicate/"),
        ("imports", "/admin/mentoring_import/"),
        ("exports", "/admin/mentoring_export/"),
    ):
        yield [f"coordinator_{name}", path, COORDINATOR]
    for name, path in (
        ("home", "/pendampingan/"),
        ("desk", "/beranda/"),
        ("board", "/pendampingan/siklus/"),
        ("board_decide", "/pendampingan/siklus/?work=decide"),
        ("runs", "/pendampingan/pelatihan/"),
        ("run", f"/pendampingan/pelatihan/{run.pk}/"),
        ("census", "/pendampingan/sensus/"),
        ("reach", "/pendampingan/jangkauan/"),
        ("area", "/pendampingan/wilayah/"),
        ("facilitators", "/pendampingan/pendamping/"),
        ("duplicates", "/admin/mentoring_duplicate/"),
        ("exports", "/admin/mentoring_export/"),
        ("places", "/admin/mentoring_place/"),
        ("audit", "/admin/reports/catatan/"),
        ("breaches", "/privasi/kebocoran/"),
    ):
        yield [f"manager_{name}", path, MANAGER]
    for name in ("group", "person", "sentra", "mandate", "facilitator", "assignment", "cycle"):
        yield [f"admin_{name}", f"/admin/mentoring_{name}/", ADMINISTRATOR]
    for name, path in (("runs", ""), ("batches", "kelompok/"), ("register", "daftar/")):
        yield [f"clerk_{name}", f"/admin/sertifikat/{path}", CLERK]


if __name__ == "__main__":
    answer({"complete": complete, "pages": pages})
