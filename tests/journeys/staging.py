"""Setting the stage in a running site's own database, with the services people use.

Run inside the site's environment: `python -m tests.journeys.staging VERB …`; each verb
prints one line of JSON.
"""

import json
import sys
import threading
import time
from datetime import date, timedelta

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - after setup
from django.contrib.auth.models import Group  # noqa: E402
from django.core.files.storage import default_storage  # noqa: E402
from django.db import connections, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from wagtail import hooks  # noqa: E402, F401 - registers what plugins answer

from certificates.evidence import occasion_by_key  # noqa: E402
from certificates.models import (  # noqa: E402
    Certificate,
    CertificateEvent,
    IssueBatch,
    IssueItem,
    ItemState,
)
from certificates.services.batches import approve_batch, prepare_batch  # noqa: E402
from certificates.services.issuing import issue_items  # noqa: E402
from certificates.services.setting_up import (  # noqa: E402
    add_membership,
    add_signatory,
    create_certificate_type,
    create_issuer,
    create_rule_set,
    register_shipped_design,
)
from curriculum.models import ModulePrint, PrintKind, PrintState, Programme  # noqa: E402
from curriculum.services import ask_for_print  # noqa: E402
from mentoring.assignments.models import Facilitator  # noqa: E402
from mentoring.assignments.services import (  # noqa: E402
    accept_assignment,
    propose_assignment,
    record_training,
    register_facilitator,
)
from mentoring.registry.models import Place  # noqa: E402
from mentoring.registry.services import (  # noqa: E402
    create_group,
    create_sentra,
    enrol_new_person,
    grant_mandate,
)
from mentoring.sessions.models import AttendanceStatus  # noqa: E402
from mentoring.sessions.services import (  # noqa: E402
    Entrant,
    Presence,
    add_participants,
    close_run,
    open_training_run,
    record_attendance,
)
from tests.factories.curriculum import module, picture, step  # noqa: E402

User = get_user_model()
DAY = date.today() - timedelta(days=10)
LONG_AGO = DAY - timedelta(days=400)


def user(username: str, *roles: str) -> User:
    account = User.objects.create(username=username, full_name=f"{username} Contoh")
    account.groups.set(Group.objects.filter(name__in=roles))
    return account


def approved_batch(count: int) -> dict[str, str]:
    """A closed run with `count` participants, its batch prepared and approved: items wait."""
    coordinator = user("koordinator", "coordinator")
    village = Place.objects.create(code="35.09.10.2003", name="Tutul")
    grant_mandate(
        user=coordinator, role="coordinator", place=village, starts_on=LONG_AGO, granted_by=None
    )
    sentra = create_sentra(
        name="Sentra Contoh",
        craft="manik-manik",
        place=village,
        time_zone="Asia/Jakarta",
        created_by=coordinator,
    )
    group = create_group(name="Kelompok Contoh", sentra=sentra, created_by=coordinator)
    people = [
        enrol_new_person(
            group=group,
            starts_on=LONG_AGO,
            enrolled_by=coordinator,
            full_name=f"Perajin {number} Contoh",
            hamlet="Krajan",
        ).person
        for number in range(count)
    ]
    facilitator = register_facilitator(
        user=user("pendamping", "facilitator"), home_place=village, registered_by=coordinator
    )
    record_training(
        facilitator=facilitator,
        title="Pelatihan pendamping lokal",
        completed_on=LONG_AGO,
        recorded_by=coordinator,
    )
    _accompany(facilitator, group, coordinator)
    run = _closed_run(village, [Entrant(person, group) for person in people], coordinator)
    return {"batch": str(_approved(run).pk)}


def batch_at_work(count: int, at_least: int) -> dict[str, str]:
    """`approved_batch`, as soon as `at_least` of its items are done and not all."""
    made = approved_batch(count)
    wait_for_some(made["batch"], at_least)
    return made


def claimed_while_another_finishes(count: int) -> dict[str, object]:
    """A worker asks for items in the very moment another one writes that they are done.

    Needs a site without a worker. What came of it: how many the late worker made, and
    `counts`.
    """
    batch = approved_batch(count)["batch"]
    items = list(IssueItem.objects.filter(batch=batch).values_list("pk", flat=True))
    finishing, asked = threading.Event(), []

    def ask_late() -> None:
        finishing.wait()
        try:
            asked.append(issue_items(item_ids=items))
        finally:
            connections.close_all()

    late = threading.Thread(target=ask_late)
    late.start()
    with transaction.atomic():
        issue_items(item_ids=items)
        finishing.set()
        late.join(timeout=2)  # long enough to ask; it may have to wait for this commit
    late.join()
    return {"made_late": asked, **counts(batch)}


def _accompany(facilitator: Facilitator, group: object, coordinator: User) -> None:
    proposal = propose_assignment(
        facilitator=facilitator, group=group, starts_on=LONG_AGO, proposed_by=coordinator
    )
    accept_assignment(assignment=proposal, accepted_by=facilitator.user)


def _closed_run(village: Place, entrants: list[Entrant], coordinator: User) -> object:
    Programme.objects.create(code="P-1", title_id="Program Contoh", title_en="Sample", jp=4)
    run = open_training_run(
        programme_code="P-1",
        number="1",
        issuer_code="BLK-CONTOH",
        place=village,
        venue="Balai Desa",
        time_zone="Asia/Jakarta",
        starts_on=DAY,
        ends_on=DAY + timedelta(days=1),
        opened_by=coordinator,
        vocation="HDC",
        seats=len(entrants),
    )
    add_participants(run=run, entrants=entrants, added_by=coordinator)
    from mentoring.sessions.services.plans import plan_run_session

    session = plan_run_session(run=run, planned_on=DAY, planned_minutes=180, planned_by=coordinator)
    record_attendance(
        session=session,
        presences={e.person: Presence(status=AttendanceStatus.HADIR) for e in entrants},
        recorded_by=coordinator,
    )
    return close_run(run=run, closed_by=coordinator)


def _approved(run: object) -> IssueBatch:
    clerk, head = user("petugas", "blk_clerk"), user("kepala", "blk_head")
    issuer = create_issuer(code="BLK-CONTOH", name_id="BLK Contoh", signing_place="Jember")
    add_membership(user=clerk, issuer=issuer, role="clerk", starts_on=LONG_AGO)
    add_membership(user=head, issuer=issuer, role="head", starts_on=LONG_AGO)
    add_signatory(issuer=issuer, name="Kepala Contoh", title="Kepala", starts_on=LONG_AGO)
    kind = create_certificate_type(
        issuer=issuer,
        code="pelatihan",
        title_id="Sertifikat",
        title_en="Certificate",
        rule_set=create_rule_set(
            issuer=issuer, code="hadir", name="Hadir", rules=[("attended_share", {"percent": 80})]
        ),
        template=register_shipped_design(folder="blk_training").template,
    )
    batch = prepare_batch(
        occasion=occasion_by_key(f"run:{run.pk}"), certificate_type=kind, prepared_by=clerk
    )
    return approve_batch(batch=batch, approved_by=head)


def counts(batch: str) -> dict[str, int]:
    """How far the batch is, as its rows say."""
    items = IssueBatch.objects.get(pk=batch).items
    certificates = Certificate.objects.filter(item__batch=batch)
    return {
        "items": items.count(),
        "done": items.filter(state=ItemState.DONE).count(),
        "certificates": certificates.count(),
        "valid": certificates.filter(status="valid").count(),
        "serials": certificates.values("serial").distinct().count(),
        "hashes": certificates.exclude(pdf_sha256="").values("pdf_sha256").distinct().count(),
        "issued_events": CertificateEvent.objects.filter(
            certificate__item__batch=batch, kind="issued"
        ).count(),
    }


def page_says(batch: str) -> dict[str, str]:
    """The sentence under the bar on the batch's page, as its head reads it without JavaScript."""
    found = IssueBatch.objects.get(pk=batch)
    client = Client(headers={"host": "localhost"})
    client.force_login(found.approved_by)
    page = client.get(found.get_absolute_url()).content.decode()
    return {"sentence": page.partition("data-sentence>")[2].partition("<")[0]}


def wait_for_some(batch: str, at_least: int) -> dict[str, int]:
    """`counts` at the first moment at which `at_least` items are done."""
    items = IssueBatch.objects.get(pk=batch).items.filter(state=ItemState.DONE)
    deadline = time.monotonic() + 900
    while time.monotonic() < deadline:
        # One small question at a time: the workers that are waited for need the processor.
        if items.count() >= at_least:
            return counts(batch)
        time.sleep(0.1)
    raise TimeoutError(f"after a quarter of an hour only {counts(batch)}")


def print_at_work(cards: int) -> dict[str, str]:
    """A booklet of so many cards, as soon as a worker has begun it."""
    drawn = picture("Kayu", size=(640, 400))
    page = module(cards=[step(picture=drawn, alt="Kayu.") for _number in range(cards)])
    release = page.current_release()
    row = ask_for_print(release=release, kind=PrintKind.BOOKLET)
    wait_for_print(str(row.pk), PrintState.PRINTING)
    return {"print": str(row.pk)}


def wait_for_print(key: str, state: str) -> dict[str, object]:
    """What there is of the print as soon as it is in this state."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        row = ModulePrint.objects.get(pk=key)
        if row.state == state:
            kept = default_storage.listdir("prints")[0] if row.is_ready else []
            return {"attempts": row.attempts, "files": len(kept), "has_pages": row.pages > 0}
        time.sleep(0.05)
    raise TimeoutError(f"after two minutes it is only {row.state}")


VERBS = {
    "print_at_work": lambda cards: print_at_work(int(cards)),
    "wait_for_print": wait_for_print,
    "batch_at_work": lambda count, at_least: batch_at_work(int(count), int(at_least)),
    "claimed_while_another_finishes": lambda count: claimed_while_another_finishes(int(count)),
    "counts": counts,
    "page_says": page_says,
    "wait_for_some": lambda batch, at_least: wait_for_some(batch, int(at_least)),
}

if __name__ == "__main__":
    verb, *words = sys.argv[1:]
    sys.stdout.write(json.dumps(VERBS[verb](*words)) + "\n")
