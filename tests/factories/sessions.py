"""Training runs, sessions, attendance, photographs and promises."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import factory
from wagtail import hooks

from mentoring.registry.models import TimeZone
from mentoring.sessions.models import (
    Attendance,
    AttendancePaper,
    AttendanceStatus,
    FollowUp,
    MentoringSession,
    RunParticipant,
    RunRegistration,
    RunSelection,
    Season,
    SeasonKind,
    SessionKind,
    SessionState,
    StudyDirection,
    StudyPurpose,
    StudyVisit,
    TrainingRun,
    VisitPlan,
)
from tests.factories.accounts import UserFactory
from tests.factories.registry import CrafterGroupFactory, PersonFactory, SentraFactory, tutul

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)  # 12.00 WIB


@dataclass(frozen=True)
class AProgramme:
    """What curriculum would answer, in the shape this room documents."""

    code: str = "PROG-CONTOH"
    title_id: str = "Produksi Manik-manik Kayu"
    title_en: str = "Wooden bead making"
    minutes_per_jp: int = 45
    jp_total: int = 8
    units: tuple = ({"code": "U1", "title_id": "Bubut", "title_en": "Turning", "jp": 8},)
    modules: tuple = field(default=())


@contextmanager
def programmes_offered(*programmes):
    """While this lasts, these training programmes (and no others of tests) are offered."""
    offered = {programme.code: programme for programme in programmes or (AProgramme(),)}

    class Source:
        def all(self):
            return list(offered.values())

        def by_code(self, code):
            return offered.get(code)

    with hooks.register_temporarily("register_training_programmes", Source):
        yield offered


@dataclass(frozen=True)
class AModule:
    page_id: int
    revision_id: int
    code: str = "M01"
    title: str = "Membuat manik-manik kayu"
    release: int = 3


@contextmanager
def modules_offered(*modules):
    class Source:
        def modules(self, audience_key=""):
            return list(modules)

    with hooks.register_temporarily("register_teaching_modules", Source):
        yield modules


class TrainingRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TrainingRun

    number = factory.Sequence(lambda n: f"{n}")
    programme_code = "PROG-CONTOH"
    programme = factory.LazyFunction(
        lambda: {"code": "PROG-CONTOH", "title_id": "Produksi Manik-manik Kayu"}
    )
    issuer_code = "UPT-BLK-CONTOH"
    place = factory.LazyFunction(tutul)
    venue = "Balai Desa Tutul"
    time_zone = TimeZone.WIB
    starts_on = date(2026, 2, 2)
    ends_on = date(2026, 4, 1)
    opened_by = factory.SubFactory(UserFactory)


class RunParticipantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RunParticipant

    run = factory.SubFactory(TrainingRunFactory)
    person = factory.SubFactory(PersonFactory)
    group = factory.SubFactory(CrafterGroupFactory)
    participant_number = factory.Sequence(lambda n: f"{n + 1:02d}")
    added_by = factory.SelfAttribute("run.opened_by")
    added_at = NOON


class RunRegistrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RunRegistration

    run = factory.SubFactory(TrainingRunFactory)
    full_name = factory.Sequence(lambda n: f"Pendaftar {n} Rekaan")
    hamlet = "Krajan"
    agreed_at = NOON
    received_at = NOON


class RunSelectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RunSelection

    run = factory.SubFactory(TrainingRunFactory)
    person = factory.SubFactory(PersonFactory)
    group = factory.SubFactory(CrafterGroupFactory)
    outcome = "chosen"
    rank = 1
    decided_by = factory.SelfAttribute("run.opened_by")
    decided_at = NOON


class AttendancePaperFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AttendancePaper

    run = factory.SubFactory(TrainingRunFactory)
    kind = "blank"
    format = "xlsx"
    language = "id"
    reason = "daftar hadir pelatihan"
    asked_by = factory.SelfAttribute("run.opened_by")
    asked_at = NOON


class _Recorded(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = NOON
    received_at = NOON


class VisitFactory(_Recorded):
    """A held visit to a group."""

    class Meta:
        model = MentoringSession

    group = factory.SubFactory(CrafterGroupFactory)
    kind = SessionKind.OUT_WALL
    state = SessionState.HELD
    happened_on = date(2026, 3, 1)
    led_by = factory.SelfAttribute("recorded_by")


class RunSessionFactory(_Recorded):
    """A planned session of a training run."""

    class Meta:
        model = MentoringSession

    run = factory.SubFactory(TrainingRunFactory)
    kind = SessionKind.TRAINING
    happened_on = date(2026, 3, 1)
    planned_minutes = 100


class AttendanceFactory(_Recorded):
    class Meta:
        model = Attendance

    session = factory.SubFactory(VisitFactory)
    person = factory.SubFactory(PersonFactory)
    status = AttendanceStatus.HADIR


class FollowUpFactory(_Recorded):
    class Meta:
        model = FollowUp

    group = factory.SubFactory(CrafterGroupFactory)
    text = "Beli buku kas"
    agreed_on = date(2026, 3, 1)
    due_on = date(2026, 3, 15)


class VisitPlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VisitPlan

    group = factory.SubFactory(CrafterGroupFactory)
    interval_days = 7
    starts_on = date(2026, 1, 1)


class SeasonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Season

    kind = SeasonKind.HARVEST
    title = "Panen padi"
    sentra = factory.SubFactory(SentraFactory)
    starts_on = date(2026, 3, 1)
    ends_on = date(2026, 3, 15)
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = NOON


class StudyVisitFactory(factory.django.DjangoModelFactory):
    """Guests who asked to come; nobody answered yet."""

    class Meta:
        model = StudyVisit

    direction = StudyDirection.IN
    purpose = StudyPurpose.PROCESS
    body = "Dinas Koperasi Kota Contoh"
    contact_name = "Tamu Contoh"
    contact_phone = "+628000000099"
    people_count = 12
    wished_on = date(2026, 4, 1)
    sentra = factory.SubFactory(SentraFactory)
    asked_at = NOON


def picture(size=(40, 30), **kwargs):
    """The bytes of a small JPEG; `exif=` as Pillow takes it."""
    import io

    from PIL import Image

    kept = io.BytesIO()
    Image.new("RGB", size, "sienna").save(kept, "JPEG", **kwargs)
    return kept.getvalue()
