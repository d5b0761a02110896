"""What the demo's people said of themselves and agreed to, and a few identity numbers."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from balai.demo.ledger import remember
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from mentoring.registry.models import (
    Consent,
    ConsentMode,
    ConsentPurpose,
    ConsentText,
    Language,
    Membership,
    Person,
    Schooling,
    WorkerStatus,
)
from mentoring.registry.services import enter_identifier, note_missing_identifier

SCHOOLING = (Schooling.PRIMARY, Schooling.PRIMARY, Schooling.LOWER_SECONDARY, Schooling.NONE)
# No region has the number 99: no NIK of a living person looks like these.
NIK_OF = {"Ruminah Contoh": "9999995705800001", "Lalu Marzuki Contoh": "9999991203760002"}
WITHOUT_NIK = "Inaq Sahnim Rekaan"
WITNESS = "Kepala Dusun Contoh"
SAID_NO_TO_PHOTOS = "Buhari Contoh"


def load_consents(cast: Cast, timeline: Timeline) -> None:
    """Everybody agreed to being accompanied and to certificates; one man wants no photographs."""
    memberships = Membership.objects.filter(group__in=cast.groups.values()).order_by(
        "person__full_name", "pk"
    )
    by_key = {each.person_id: each.person for each in memberships.select_related("person")}
    people = list(by_key.values())
    asked_at = datetime.combine(timeline.cycle_start, time(10), tzinfo=ZoneInfo("Asia/Jakarta"))
    _describe(people)
    _agree(people, asked_at, cast.staff["admin"])
    for person in people:
        by = {"person": person, "kind": "NIK", "entered_by": cast.staff["admin"], "now": asked_at}
        if person.full_name in NIK_OF:
            enter_identifier(text=NIK_OF[person.full_name], **by)
        elif person.full_name == WITHOUT_NIK:
            note_missing_identifier(reason="has_none", **by)


def _describe(people: list[Person]) -> None:
    """Languages, school and work, in turn, so that lists and figures have something to show."""
    for number, person in enumerate(people):
        is_lombok = (person.place_id or "").startswith("52")
        home = Language.SASAK if is_lombok else Language.JAVANESE
        person.languages = [home, Language.INDONESIAN]
        if person.hamlet == "Maduran":
            person.languages = [Language.MADURESE]
        person.schooling = SCHOOLING[number % len(SCHOOLING)]
        person.worker_statuses = [
            WorkerStatus.HOMEWORKER if number % 3 else WorkerStatus.OWN_ACCOUNT
        ]
    Person.objects.bulk_update(people, ["languages", "schooling", "worker_statuses"])


def _agree(people: list[Person], asked_at: datetime, recorded_by: object) -> None:
    newest = ConsentText.objects.filter(language="id").order_by("version")
    texts = {text.purpose: text for text in newest}
    rows = [
        Consent(
            person=person,
            purpose=purpose,
            text=texts[purpose],
            language=person.languages[0],
            mode=ConsentMode.WITNESSED,
            witness=WITNESS,
            given_at=asked_at,
            recorded_by=recorded_by,
        )
        for person in people
        for purpose in (ConsentPurpose.MENTORING, ConsentPurpose.CERTIFICATE)
    ]
    rows += [
        Consent(
            person=person,
            purpose=ConsentPurpose.PHOTO,
            text=texts[ConsentPurpose.PHOTO],
            language=person.languages[0],
            mode=ConsentMode.WITNESSED,
            witness=WITNESS,
            given_at=asked_at,
            withdrawn_at=asked_at,
            recorded_by=recorded_by,
        )
        for person in people
        if person.full_name == SAID_NO_TO_PHOTOS
    ]
    remember(*Consent.objects.bulk_create(rows))
