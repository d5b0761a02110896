"""Every cell of the table of `certificates/matrix.py`: role, act, own and foreign issuer."""

import inspect
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from certificates import matrix, permissions
from certificates.models import IssuerMembership, LegacyImport, Printer, SigningKey
from certificates.services import approve_batch, prepare_batch
from certificates.services.keys import kid_of
from tests.certificates.test_companions import Companion, accompanying
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateTypeFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def lost_key(issuer):
    """A key of `issuer` that is in other hands; no file is needed for a page about it."""
    private = Ed25519PrivateKey.generate()
    pem = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    begun = timezone.now() - timedelta(days=9)
    return SigningKey.objects.create(
        issuer=issuer,
        kid=kid_of(private.public_key()),
        purpose="proof",
        alg="EdDSA",
        public_pem=pem.decode(),
        private_reference="lost.pem",
        active_from=begun,
        active_to=begun + timedelta(days=1),
        compromised_at=begun,
    )


class World:
    """One actor, and one object of each kind at her own issuer and at a foreign one."""

    def __init__(self, actor, house):
        self.house = house
        home = house.issuer
        away = MembershipFactory(role="clerk").issuer
        MembershipFactory(role="head", issuer=away)
        self.kinds = {
            "own": house.type,
            "elsewhere": CertificateTypeFactory(issuer=away),
        }
        self.batches = {where: self.issued(kind) for where, kind in self.kinds.items()}
        self.certificates = {
            where: batch.items.get().certificate for where, batch in self.batches.items()
        }
        self.past = {
            where: LegacyImport.objects.create(
                issuer=kind.issuer,
                type=kind,
                file_name="lama.csv",
                made_by=kind.issuer.memberships.filter(role="clerk").first().user,
            )
            for where, kind in self.kinds.items()
        }
        self.printers = {
            where: Printer.objects.create(issuer=kind.issuer, name="Pencetak Contoh")
            for where, kind in self.kinds.items()
        }
        self.keys = {where: lost_key(kind.issuer) for where, kind in self.kinds.items()}
        self.actor = self.person(actor, home)

    def issued(self, kind):
        """A batch of one, made by the clerk and approved by the head of the kind's issuer."""
        people = {row.role: row.user for row in kind.issuer.memberships.all()}
        occasion = self.house.teller.tell(issuer=kind.issuer, people=1, key=f"run:{kind.pk}")
        batch = prepare_batch(occasion=occasion, certificate_type=kind, prepared_by=people["clerk"])
        with self.house.commits():
            approve_batch(batch=batch, approved_by=people["head"])
        batch.refresh_from_db()
        return batch

    def person(self, actor, issuer):
        if actor in matrix.MEMBERS:
            return MembershipFactory(role=actor, issuer=issuer).user
        if actor == matrix.HOLDER:
            return self.certificates["own"].holder
        if actor == matrix.COMPANION:
            return UserFactory(roles=["facilitator"])
        return UserFactory(roles=["administrator"] if actor == matrix.ADMINISTRATOR else [])

    def object(self, about, where):
        return {
            "issuer": self.kinds[where].issuer,
            "type": self.kinds[where],
            "batch": self.batches[where],
            "certificate": self.certificates[where],
            "past": self.past[where],
            "printer": self.printers[where],
            "design": self.certificates[where].template_version,
            "key": self.keys[where],
        }[about]

    def row(self, label, where):
        kind = self.kinds[where]
        return {
            "Issuer": kind.issuer,
            "IssuerMembership": IssuerMembership.objects.filter(issuer=kind.issuer).first(),
            "Signatory": kind.issuer.signatories.first(),
            "CertificateType": kind,
            "RuleSet": kind.rule_set,
            "IssueBatch": self.batches[where],
            "LegacyImport": self.past[where],
            "Certificate": self.certificates[where],
        }[label]


@pytest.fixture(params=matrix.ACTORS)
def actor(request):
    return request.param


@pytest.fixture
def world(actor, house):
    made = World(actor, house)
    companion = Companion(made.actor, [made.certificates["own"].holder])
    if actor == matrix.COMPANION:
        with accompanying(companion):
            yield made
    else:
        yield made


def said(cells, actor):
    return {where for where in ("own", "elsewhere") if actor in getattr(cells, where)}


def test_every_question_is_in_the_table():
    asked = {
        name
        for name, function in inspect.getmembers(permissions, inspect.isfunction)
        if function.__module__ == permissions.__name__ and not name.startswith("_")
    }

    assert asked == {act.name for act in matrix.ACTS} | {*matrix.WITHOUT_ROWS, *matrix.PARTS}


def test_each_actor_may_what_the_table_says(world, actor):
    found, table = {}, {}
    for act in matrix.ACTS:
        question = getattr(permissions, act.name)
        found[act.name] = {
            where
            for where in ("own", "elsewhere")
            if question(world.actor, world.object(act.about, where))
        }
        table[act.name] = said(act, actor)

    assert found == table


def test_each_actor_sees_the_rows_the_table_says(world, actor):
    found, table = {}, {}
    for row in matrix.ROWS:
        seen = apps.get_model("certificates", row.model).objects.visible_to(world.actor)
        found[row.model] = {
            where
            for where in ("own", "elsewhere")
            if seen.filter(pk=world.row(row.model, where).pk).exists()
        }
        table[row.model] = said(row, actor)

    assert found == table


def test_each_screen_opens_for_whom_the_table_says(client, world, actor):
    client.force_login(world.actor)
    found, table = {}, {}
    for screen in matrix.SCREENS:
        # A list is about no row: there is no foreign one to ask for.
        places = ("own", "elsewhere") if screen.about else ("own",)
        found[screen.name] = {where for where in places if opens(client, screen, world, where)}
        table[screen.name] = said(screen, actor)

    assert found == table


def opens(client, screen, world, where):
    about = {screen.key: world.object(screen.about, where).pk} if screen.about else {}
    address = reverse(f"{screen.at}:{screen.name}", kwargs={**about, **dict(screen.more)})
    if screen.about == "type":
        address += f"?pelatihan=run:{world.kinds[where].pk}"
    response = client.post(address) if screen.is_sent else client.get(address)
    if response.status_code == 302:
        # Sent away: to the batch itself after an act, or to the sign-in page and the desk.
        return screen.is_sent and response.headers["Location"] == reverse(
            f"certificates_admin:{screen.leads_to}", kwargs=about
        )
    assert response.status_code in (200, 403, 404), (address, response.status_code)
    return response.status_code == 200


def test_questions_about_a_person_alone(world, actor):
    for name, who in matrix.WITHOUT_ROWS.items():
        assert bool(getattr(permissions, name)(world.actor)) == (actor in who), name


def test_nobody_does_with_her_own_batch_what_needs_a_second_person(house):
    batch = house.prepared(1)
    MembershipFactory(role="head", issuer=house.issuer, user=house.clerk)
    house.clerk.groups.add(*house.head.groups.all())
    both = type(house.clerk).objects.get(pk=house.clerk.pk)

    for name in matrix.OWN_BATCH:
        assert not getattr(permissions, name)(both, batch)
        assert getattr(permissions, name)(house.head, batch)


def test_a_membership_that_is_over_opens_nothing(client, house):
    batch = house.issued(1)
    IssuerMembership.objects.filter(user=house.head).update(ends_on="2025-06-01")
    former = type(house.head).objects.get(pk=house.head.pk)
    client.force_login(former)

    assert not permissions.can_revoke(former, batch.items.get().certificate)
    assert client.get(batch.get_absolute_url()).status_code == 404
