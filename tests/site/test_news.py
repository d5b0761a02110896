"""What the plugins tell becomes a message to the person who must know."""

from datetime import date

import pytest

from balai.inbox.models import Notice
from certificates.models import IssueItem, ItemState
from certificates.services import approve_batch, revoke_certificate
from certificates.services.issuing import issue_items
from curriculum.services import decide_change_request
from mentoring.assignments.services import (
    accept_assignment,
    decline_assignment,
    propose_assignment,
)
from mentoring.incubation.services import decide_gate
from mentoring.registry.services import dissolve_group
from tests.certificates.conftest import house  # noqa: F401 - the cast of a training body
from tests.curriculum.services.test_change_requests import files
from tests.factories.accounts import UserFactory
from tests.factories.assignments import FacilitatorFactory
from tests.factories.certificates import MembershipFactory
from tests.factories.curriculum import module
from tests.factories.incubation import (
    CycleEnrolmentFactory,
    coordinator,
    manager,
    submitted_round,
)
from tests.factories.registry import CrafterGroupFactory

pytestmark = pytest.mark.django_db
JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def dewi():
    return coordinator()


@pytest.fixture
def sri():
    return FacilitatorFactory(
        user=UserFactory(full_name="Sri Pendamping Contoh", roles=["facilitator"])
    )


@pytest.fixture
def melati():
    return CrafterGroupFactory(name="Ronce Melati")


def news(user) -> list[str]:
    return list(Notice.objects.visible_to(user).order_by("pk").values_list("subject", flat=True))


def assert_page_opens(client, user) -> None:
    """The newest message leads its reader to a page that opens for her."""
    client.force_login(user)
    assert client.get(Notice.objects.visible_to(user).first().url).status_code == 200


def proposed(commits, sri, melati, dewi):
    with commits():
        return propose_assignment(facilitator=sri, group=melati, starts_on=JAN, proposed_by=dewi)


def test_a_facilitator_is_asked(client, commits, sri, melati, dewi):
    proposed(commits, sri, melati, dewi)

    assert news(sri.user) == ["Bersediakah Anda mendampingi Ronce Melati?"]
    assert news(dewi) == []
    assert_page_opens(client, sri.user)


def test_who_proposed_hears_yes_by_first_name_only(client, commits, sri, melati, dewi):
    asked = proposed(commits, sri, melati, dewi)

    with commits():
        accept_assignment(assignment=asked, accepted_by=sri.user)

    assert news(dewi) == ["Sri mendampingi Ronce Melati"]
    assert_page_opens(client, dewi)


def test_who_proposed_hears_no_without_the_reason(client, commits, sri, melati, dewi):
    asked = proposed(commits, sri, melati, dewi)

    with commits():
        decline_assignment(assignment=asked, declined_by=sri.user, reason="Sedang sakit")

    assert news(dewi) == ["Sri tidak dapat mendampingi Ronce Melati"]
    assert "sakit" not in Notice.objects.visible_to(dewi).get().body
    assert_page_opens(client, dewi)


def test_who_accompanied_a_group_hears_that_it_is_gone_and_the_page_opens(
    client, commits, sri, melati, dewi
):
    asked = proposed(commits, sri, melati, dewi)
    with commits():
        dissolve_group(group=melati, happened_on=FEB, note="", dissolved_by=dewi)

    assert asked.state == "proposed"
    assert news(sri.user)[-1] == news(dewi)[-1] == "Ronce Melati dibubarkan atau digabung"
    assert_page_opens(client, sri.user)


def test_everybody_reads_in_her_own_language(commits, sri, melati, dewi):
    sri.user.preferred_language = "en"
    sri.user.save()

    proposed(commits, sri, melati, dewi)

    assert news(sri.user) == ["Will you accompany Ronce Melati?"]


def test_nobody_whose_account_is_closed_is_told(commits, sri, melati, dewi):
    asked = proposed(commits, sri, melati, dewi)
    dewi.is_active = False
    dewi.save()
    asked.refresh_from_db()

    with commits():
        accept_assignment(assignment=asked, accepted_by=sri.user)

    assert news(dewi) == []


def test_every_other_head_of_the_issuer_is_asked_to_approve(client, house):  # noqa: F811
    deputy = MembershipFactory(role="head", issuer=house.issuer).user
    former = MembershipFactory(role="head", issuer=house.issuer, ends_on=date(2025, 2, 1)).user
    elsewhere = MembershipFactory(role="head").user
    MembershipFactory(role="head", issuer=house.issuer, user=house.clerk)

    with house.commits():
        house.prepared(2)

    assert news(house.head) == news(deputy) == ["Satu paket menunggu persetujuan Anda"]
    assert [news(user) for user in (former, elsewhere, house.clerk)] == [[], [], []]
    assert_page_opens(client, house.head)


def test_the_clerk_hears_once_that_the_certificates_are_ready(client, house):  # noqa: F811
    house.issued(2)

    assert news(house.clerk) == ["Sertifikatnya sudah siap"]
    assert_page_opens(client, house.clerk)


def test_the_clerk_hears_that_some_could_not_be_printed(client, house):  # noqa: F811
    batch = house.prepared(2)
    approve_batch(batch=batch, approved_by=house.head)
    first, second = IssueItem.objects.filter(batch=batch)
    # One was lost for good; the worker finishes the other.
    IssueItem.objects.filter(pk=first.pk).update(state=ItemState.FAILED, error_code="unexpected")

    with house.commits():
        issue_items(item_ids=[second.pk])

    assert news(house.clerk) == ["Beberapa sertifikat gagal dicetak"]
    assert_page_opens(client, house.clerk)


def test_the_holder_hears_of_a_revocation_without_its_reason(client, house):  # noqa: F811
    certificate = house.certificate()

    with house.commits():
        revoke_certificate(
            certificate=certificate,
            reason="fraud",
            note="Absensi dipalsukan",
            revoked_by=house.head,
        )

    told = Notice.objects.visible_to(certificate.holder).get()
    assert told.subject == "Salah satu sertifikat Anda tidak berlaku lagi"
    assert told.body == f"Tanyakan kepada {house.issuer} apa yang dapat Anda lakukan."
    assert_page_opens(client, certificate.holder)


def test_who_proposed_the_group_hears_of_the_decision(client, commits):
    dewi = coordinator()
    enrolment = CycleEnrolmentFactory(proposed_by=dewi)
    submitted_round(enrolment)

    with commits():
        decide_gate(
            enrolment=enrolment,
            outcome="extend",
            memo="Pengurus perlu waktu.",
            decider=manager(),
            decided_on=date(2026, 6, 1),
        )

    told = Notice.objects.visible_to(dewi).get()
    assert told.subject == f"Keputusan tentang {enrolment.group}"
    assert "Pengurus perlu waktu" not in told.body
    assert_page_opens(client, dewi)


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ({"state": "accepted"}, "diterima"),
        ({"state": "declined", "reason": "Sudah ada di pelajaran 3."}, "Sudah ada di pelajaran 3."),
        ({"state": "done"}, "sudah dikerjakan"),
    ],
)
def test_who_proposed_a_change_is_told_what_became_of_it(
    sri, commits, decision, words, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    page, publisher = module(), UserFactory(roles=["publisher"])
    asked = files(page, sri.user)
    if decision["state"] == "done":
        decision = {**decision, "answered_by": page.current_release()}

    with commits():
        decide_change_request(request=asked, decided_by=publisher, **decision)

    notice = Notice.objects.get()
    assert (notice.user, notice.url) == (sri.user, page.get_url())
    assert page.title in notice.subject
    assert words in notice.body


def test_who_decides_her_own_proposal_is_not_told(commits, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    publisher = UserFactory(roles=["publisher"])
    asked = files(module(), publisher)

    with commits():
        decide_change_request(request=asked, decided_by=publisher, state="accepted")

    assert Notice.objects.count() == 0
