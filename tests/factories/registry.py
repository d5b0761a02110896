"""Places, craft centres, people, groups, memberships and mandates."""

from datetime import UTC, date, datetime

import factory

from mentoring.registry.models import (
    BoardSeat,
    BusinessCluster,
    BusinessTie,
    CensusEntry,
    ClusterMembership,
    Complaint,
    ComplaintChannel,
    Consent,
    ConsentMode,
    ConsentPurpose,
    ConsentText,
    CrafterGroup,
    GroupLineage,
    IdentifierKind,
    Mandate,
    Membership,
    MembershipProposal,
    Person,
    PersonIdentifier,
    Place,
    ReachedThrough,
    Sentra,
    TieKind,
    TimeZone,
)
from tests.factories.accounts import UserFactory

PLACE_NAMES = {
    "35": "Jawa Timur",
    "35.09": "Jember",
    "35.09.10": "Balung",
    "35.09.10.2003": "Tutul",
    "52": "Nusa Tenggara Barat",
    "52.01": "Lombok Barat",
    "52.01.02": "Kediri",
    "52.01.02.2006": "Banyumulek",
}


def place(code: str) -> Place:
    """The place of `code`, with the places it belongs to, made once."""
    parent = place(code.rpartition(".")[0]) if "." in code else None
    found, _created = Place.objects.get_or_create(
        code=code, defaults={"name": PLACE_NAMES.get(code, f"Tempat {code}"), "parent": parent}
    )
    return found


def tutul() -> Place:
    return place("35.09.10.2003")


def banyumulek() -> Place:
    return place("52.01.02.2006")


class SentraFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sentra

    name = factory.Sequence(lambda n: f"Sentra {n} Contoh")
    craft = "manik-manik"
    place = factory.LazyFunction(tutul)
    time_zone = TimeZone.WIB


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    full_name = factory.Sequence(lambda n: f"Perajin {n} Contoh")
    hamlet = "Krajan"
    place = factory.LazyFunction(tutul)


class CrafterGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CrafterGroup

    name = factory.Sequence(lambda n: f"Kelompok {n} Contoh")
    sentra = factory.SubFactory(SentraFactory)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    group = factory.SubFactory(CrafterGroupFactory)
    starts_on = date(2025, 1, 1)


class MandateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mandate

    user = factory.SubFactory(UserFactory)
    role = "coordinator"
    place = factory.LazyFunction(tutul)
    starts_on = date(2025, 1, 1)


class PersonIdentifierFactory(factory.django.DjangoModelFactory):
    """A number nobody ever read: services encrypt real ones."""

    class Meta:
        model = PersonIdentifier

    person = factory.SubFactory(PersonFactory)
    kind = IdentifierKind.NIK
    ciphertext = "not readable"
    keyed_hash = factory.Sequence(lambda n: f"{n:064x}")
    last_four = factory.Sequence(lambda n: f"{n % 10_000:04d}")
    entered_at = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


class ConsentTextFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConsentText
        django_get_or_create = ("purpose", "version", "language")

    purpose = ConsentPurpose.MENTORING
    version = 1
    language = "id"
    text = "Saya mau didampingi. (contoh)"


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consent

    person = factory.SubFactory(PersonFactory)
    purpose = ConsentPurpose.MENTORING
    text = factory.SubFactory(ConsentTextFactory, purpose=factory.SelfAttribute("..purpose"))
    language = "id"
    mode = ConsentMode.TAP
    given_at = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


class CensusEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CensusEntry

    name = factory.Sequence(lambda n: f"Perajin Sensus {n} Contoh")
    sentra = factory.SubFactory(SentraFactory)
    place = factory.SelfAttribute("sentra.place")
    hamlet = "Krajan"
    reached_through = ReachedThrough.WALK_THROUGH
    seen_on = date(2026, 1, 5)
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = datetime(2026, 1, 5, 3, tzinfo=UTC)


class BusinessTieFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BusinessTie

    from_person = factory.SubFactory(PersonFactory)
    to_person = factory.SubFactory(PersonFactory)
    kind = TieKind.BUYER
    source = "wawancara"
    starts_on = date(2025, 1, 1)
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = datetime(2026, 1, 5, 3, tzinfo=UTC)


class ComplaintFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Complaint

    text = "Pendamping tidak pernah datang."
    place = factory.LazyFunction(tutul)
    level = factory.SelfAttribute("place")
    channel = ComplaintChannel.WEB
    received_at = datetime(2026, 1, 5, 3, tzinfo=UTC)
    level_since = datetime(2026, 1, 5, 3, tzinfo=UTC)


class MembershipProposalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MembershipProposal

    group = factory.SubFactory(CrafterGroupFactory)
    kind = "join"
    person = factory.SubFactory(PersonFactory)
    happens_on = date(2026, 1, 1)
    proposed_by = factory.SubFactory(UserFactory)
    proposed_at = datetime(2026, 1, 1, 3, tzinfo=UTC)


class GroupLineageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GroupLineage

    parent = factory.SubFactory(CrafterGroupFactory)
    child = factory.SubFactory(CrafterGroupFactory)
    kind = "split"
    happened_on = date(2026, 1, 1)
    recorded_at = datetime(2026, 1, 1, 3, tzinfo=UTC)


class BusinessClusterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BusinessCluster

    name = factory.Sequence(lambda n: f"Gugus {n} Contoh")
    craft = "manik-manik"
    place = factory.LazyFunction(tutul)
    time_zone = TimeZone.WIB


class ClusterMembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ClusterMembership

    cluster = factory.SubFactory(BusinessClusterFactory)
    group = factory.SubFactory(CrafterGroupFactory)
    starts_on = date(2025, 1, 1)


class BoardSeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BoardSeat

    cluster = factory.SubFactory(BusinessClusterFactory)
    person = factory.SubFactory(PersonFactory)
    role = "member"
    starts_on = date(2025, 1, 1)
