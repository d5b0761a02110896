"""Issuers, their people, signatories, types; and trainings as another plugin would tell them."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from unittest.mock import patch

import factory
from wagtail import hooks

from certificates.models import (
    CertificateTemplate,
    CertificateType,
    Issuer,
    IssuerMembership,
    Rule,
    RuleSet,
    Signatory,
)
from certificates.services import register_shipped_design
from tests.factories.accounts import UserFactory

AS_OF = datetime(2026, 8, 12, 9, 0, tzinfo=UTC)


class IssuerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Issuer

    code = factory.Sequence(lambda n: f"UPT-BLK-{n}")
    name_id = factory.Sequence(lambda n: f"UPT BLK Contoh {n}")
    name_en = "Contoh Training Centre"
    head_title = "Kepala UPT BLK Contoh"
    header_lines = "PEMERINTAH PROVINSI CONTOH\nDINAS TENAGA KERJA\nUPT BALAI LATIHAN KERJA CONTOH"
    address = "Jalan Contoh Nomor 1, Jember"
    signing_place = "Jember"
    contact = "0331-000000"
    is_sample = True


class MembershipFactory(factory.django.DjangoModelFactory):
    """A clerk; `MembershipFactory(role="head")` is a head. The user holds the role group too."""

    class Meta:
        model = IssuerMembership

    issuer = factory.SubFactory(IssuerFactory)
    role = "clerk"
    starts_on = date(2025, 1, 1)
    user = factory.LazyAttribute(lambda row: UserFactory(roles=_ROLE_GROUPS[row.role]))


_ROLE_GROUPS = {
    "clerk": ["blk_clerk"],
    "head": ["blk_head"],
    "instructor": ["instructor"],
    "auditor": ["auditor"],
}


class SignatoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Signatory

    issuer = factory.SubFactory(IssuerFactory)
    name = "Kepala UPT Contoh"
    title = "Kepala UPT BLK Contoh"
    prefix = "Plt."
    rank = "Pembina Tk. I"
    nip = "000000000000000000"
    starts_on = date(2025, 1, 1)


class RuleSetFactory(factory.django.DjangoModelFactory):
    """Attendance 80 %, all modules, all checks."""

    class Meta:
        model = RuleSet
        skip_postgeneration_save = True

    issuer = factory.SubFactory(IssuerFactory)
    code = "lulus"
    name = "Lulus pelatihan"

    @factory.post_generation
    def rules(self, create, rules, **kwargs):
        if not create:
            return
        wanted = DEFAULT_RULES if rules is None else rules
        for order, (kind, params) in enumerate(wanted):
            Rule.objects.create(rule_set=self, kind=kind, params=params, order=order)


DEFAULT_RULES: Sequence[tuple[str, dict[str, Any]]] = (
    ("attended_share", {"percent": 80}),
    ("modules_completed", {}),
    ("checks_passed", {}),
)


def shipped_template() -> CertificateTemplate:
    return register_shipped_design(folder="blk_training").template


class CertificateTypeFactory(factory.django.DjangoModelFactory):
    """A type whose issuer has a signatory."""

    class Meta:
        model = CertificateType
        skip_postgeneration_save = True

    issuer = factory.SubFactory(IssuerFactory)
    code = factory.Sequence(lambda n: f"pelatihan-{n}")
    title_id = "Sertifikat Pelatihan"
    title_en = "Certificate of Training"
    rule_set = factory.SubFactory(RuleSetFactory, issuer=factory.SelfAttribute("..issuer"))
    template = factory.LazyFunction(shipped_template)

    @factory.post_generation
    def signatory(self, create, wanted, **kwargs):
        if create and wanted is not False:
            SignatoryFactory(issuer=self.issuer)


# --- What another plugin answers ----------------------------------------------------------


@dataclass(frozen=True)
class ToldParticipant:
    user_id: int
    number: str = "01"
    group_label: str = "Ronce Melati"


@dataclass(frozen=True)
class ToldFact:
    kind: str
    value: int
    of: int
    detail: Mapping[str, Any] = field(default_factory=dict)
    as_of: datetime = AS_OF


@dataclass(frozen=True)
class ToldHolder:
    printed_name: str
    birthplace: str = "Jember"
    born_on: date | None = date(1980, 8, 17)
    address: str = "Dusun Krajan, Tutul"
    may_print: bool = True


UNITS = (
    ("KRJ.MM01.001.1", "Memilih kayu untuk manik-manik", "Choosing wood for beads", 12),
    ("KRJ.MM02.001.1", "Membubut manik-manik bulat", "Turning round beads", 20),
    ("KRJ.MM03.001.1", "Meronce tasbih 33 dan 99 butir", "Stringing beads", 16),
    ("KRJ.MM04.001.1", "Menghitung modal dan harga jual", "Costing and pricing", 16),
)


def programme() -> dict[str, Any]:
    return {
        "code": "P-MANIK",
        "title_id": "Produksi Manik-manik Kayu",
        "title_en": "Wooden Bead Production",
        "minutes_per_jp": 45,
        "jp_total": 64,
        "units": [
            {"code": code, "title_id": title, "title_en": english, "jp": jp}
            for code, title, english, jp in UNITS
        ],
        "modules": [],
    }


@dataclass(frozen=True)
class ToldOccasion:
    """A closed training of eight days, 3 to 12 August 2026."""

    key: str = "run:1"
    title: str = "Manik-manik Kayu, paket 3"
    programme: Mapping[str, Any] = field(default_factory=programme)
    issuer_code: str = "UPT-BLK-CONTOH"
    starts_on: date = date(2026, 8, 3)
    ends_on: date = date(2026, 8, 13)
    place: str = "Balai Desa Tutul"
    time_zone: str = "Asia/Jakarta"
    vocation: str = "HDC"
    fund_source: str = "APBD"
    delivery: str = "mtu"
    decree_number: str = "188/001/2026"
    decree_on: date | None = date(2026, 7, 1)
    instructors: tuple[str, ...] = ("Instruktur Dwi Contoh",)
    planned_minutes: int = 2880
    planned_sessions: int = 8
    is_closed: bool = True
    participants: tuple[ToldParticipant, ...] = ()


@dataclass
class Teller:
    """A site's own plugin: it tells occasions, evidence and holders from memory."""

    occasions: list[ToldOccasion] = field(default_factory=list)
    facts: dict[int, list[ToldFact]] = field(default_factory=dict)
    holders: dict[int, ToldHolder] = field(default_factory=dict)
    name: str = "teller"

    def visible_to(self, user: Any) -> list[ToldOccasion]:
        return list(self.occasions)

    def by_key(self, key: str) -> ToldOccasion | None:
        return next((told for told in self.occasions if told.key == key), None)

    def facts_for(self, *, user_ids: Iterable[int], occasion: Any) -> dict[int, list[ToldFact]]:
        return {user_id: self.facts.get(user_id, []) for user_id in user_ids}

    def holders_for(self, user_ids: Iterable[int]) -> dict[int, ToldHolder]:
        return {user_id: self.holders[user_id] for user_id in user_ids if user_id in self.holders}

    def tell(self, *, issuer: Issuer, people: int = 3, **details: Any) -> ToldOccasion:
        """An occasion of `issuer` in which `people` new users met every default rule."""
        users = [UserFactory() for _number in range(people)]
        for user in users:
            self.facts[user.pk] = all_met()
            self.holders[user.pk] = ToldHolder(printed_name=user.get_full_name())
        told = ToldOccasion(
            issuer_code=issuer.code,
            participants=tuple(
                ToldParticipant(user.pk, f"{number:02d}") for number, user in enumerate(users, 1)
            ),
            **details,
        )
        self.occasions.append(told)
        return told


def all_met() -> list[ToldFact]:
    return [
        ToldFact("attended_minutes", 2520, 2880, {"sessions_planned": 8, "sessions_attended": 7}),
        ToldFact("modules_completed", 3, 3),
        ToldFact("checks_passed", 6, 6),
    ]


@contextmanager
def telling(teller: Teller):
    """The three hooks answered by `teller`, and by no other plugin, while the block runs."""
    names = [f"register_certificate_{name}" for name in ("occasions", "evidence", "holders")]
    with ExitStack() as stack:
        # The neighbours' own answers and queries are none of these tests' business.
        stack.enter_context(patch.dict(hooks._hooks, {name: [] for name in names}))
        for name in names:
            stack.enter_context(hooks.register_temporarily(name, lambda: teller))
        yield teller
