"""The registers on a phone: groups, clusters, duplicates, lists, complaints, facilitators.

Every page is opened once: one heading, nothing sideways, nothing that axe minds.
"""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from mentoring.registry import services
from mentoring.registry.models import BoardSeat, GroupStatus, MembershipRole, Stratum
from mentoring.registry.services.exports import note_export
from tests.browser import assert_accessible, assert_no_sideways_scrolling, sign_in_at_once
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import (
    BoardSeatFactory,
    BusinessClusterFactory,
    CensusEntryFactory,
    ClusterMembershipFactory,
    ComplaintFactory,
    CrafterGroupFactory,
    GroupLineageFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SentraFactory,
    place,
)
from tests.factories.sessions import FollowUpFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Baiq Rahmawati Siti Nurhaliza Contoh"
# The office's frame hides what is too wide, so the page itself does not scroll sideways.
CUT_OFF = """[...document.querySelectorAll("main :is(select, input, textarea, table, button, dd)")]
  .filter((one) => one.checkVisibility() && !one.closest("header, .form-side, .table-scroll"))
  .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
  .filter((one) => {
    const list = one.closest("#listing-results");
    return !list || getComputedStyle(list).overflowX !== "auto";
  })
  .map((one) => one.outerHTML.slice(0, 90))"""
LISTED = b"Kelompok;Nama;Mulai\nRonce Melti;=1+1;1-2-2025\n"
DAY = date(2026, 1, 5)


@pytest.fixture
def dewi():
    """Coordinates the regency."""
    dewi = UserFactory(full_name="Dewi Koordinator Contoh", roles=["coordinator"])
    MandateFactory(user=dewi, role="coordinator", place=place("35.09"))
    return dewi


@pytest.fixture
def rini():
    return UserFactory(full_name="Rini Manajer Contoh", roles=["programme_manager"])


@pytest.fixture
def group():
    """Five members, one of them the chair, with a census entry and a promise that is open."""
    group = CrafterGroupFactory(name="Kelompok Manik Kayu Ronce Melati", hamlet="Krajan")
    chair = PersonFactory(full_name=LONG)
    MembershipFactory(group=group, person=chair, role=MembershipRole.CHAIR)
    CensusEntryFactory(sentra=group.sentra, person=chair, stratum=Stratum.LAGGING, seen_on=DAY)
    for _number in range(4):
        MembershipFactory(group=group)
    FollowUpFactory(group=group, text="Bawa contoh gelang untuk pembeli")
    return group


@pytest.fixture
def walk(live_server, page, tmp_path):
    """Open every page and check it; the names of those that are whole."""

    def through(user, addresses):
        sign_in_at_once(page, live_server.url, user)
        whole = []
        for name, address in addresses.items():
            answer = page.goto(f"{live_server.url}{address}")
            assert answer.status == 200, address
            page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
            assert page.locator("h1").count() == 1, address
            assert_no_sideways_scrolling(page)
            assert page.evaluate(CUT_OFF) == [], address
            assert_accessible(page)
            whole.append(name)
        return whole

    return through


def at(viewset, name, row=None, query=""):
    return reverse(f"{viewset}:{name}", args=[row.pk] if row else []) + query


def test_groups_and_clusters(walk, dewi, group):
    services.keep_group_document(
        group=group,
        kind="rules",
        dated_on=DAY,
        title="Aturan yang disepakati bersama pada rapat pertama",
        file=io.BytesIO(b"%PDF-1.7\n%contoh\n"),
        uploaded_by=dewi,
    )
    child = GroupLineageFactory(parent=group).child
    dormant = CrafterGroupFactory(status=GroupStatus.DORMANT, sentra=group.sentra)
    cluster = BusinessClusterFactory(name="Gugus Manik-manik Kayu Balung Contoh")
    ClusterMembershipFactory(cluster=cluster, group=group)
    BoardSeatFactory(cluster=cluster, person=PersonFactory(full_name=LONG), role="chair")
    kept = ("edit", "add_member", "enrol_new_person", "rename", "split", "merge", "dissolve")
    about = ("inspect", "edit", "add_group", "seat", "keep_document")

    pages = {
        "groups": at("mentoring_group", "index"),
        "no-groups": at("mentoring_group", "index", query="?q=tidak-ada"),
        "group": at("mentoring_group", "inspect", group),
        "child": at("mentoring_group", "inspect", child),
        "dormant": at("mentoring_group", "inspect", dormant),
        "reform": at("mentoring_group", "reform", dormant),
        "paper": at("mentoring_group", "keep_document", group),
        **{f"group-{name}": at("mentoring_group", name, group) for name in kept},
        "end-member": at("mentoring_group", "end_membership", group.memberships.first()),
        "clusters": at("mentoring_cluster", "index"),
        "new-cluster": at("mentoring_cluster", "add"),
        **{f"cluster-{name}": at("mentoring_cluster", name, cluster) for name in about},
        "end-seat": at("mentoring_cluster", "end_seat", BoardSeat.objects.get()),
        "cluster-page": at("mentoring_sessions", "cluster", cluster),
        "meeting": at("mentoring_sessions", "log_cluster_meeting", cluster),
    }

    assert walk(dewi, pages) == list(pages)


def test_duplicates_lists_and_what_was_taken_out(walk, dewi, group):
    one, other = (PersonFactory(full_name=LONG, birth_year=1980) for _ in range(2))
    case = services.note_likeness(person=one, other=other, reason="name_birth", score=85)
    batch = services.take_in_list(
        kind="members",
        file=SimpleUploadedFile("daftar.csv", LISTED),
        file_name="daftar-anggota-kelompok-tutul-januari-2026.csv",
        uploaded_by=dewi,
    )
    note_export(
        register="Orang",
        format="csv",
        has_names=True,
        row_count=12,
        exported_by=dewi,
        reason="Daftar hadir pelatihan",
    )

    pages = {
        "duplicates": at("mentoring_duplicate", "index"),
        "duplicate": at("mentoring_duplicate", "inspect", case),
        "decide": at("mentoring_duplicate", "decide", case),
        "imports": at("mentoring_import", "index"),
        "upload": at("mentoring_import", "upload"),
        "columns": at("mentoring_import", "columns", batch),
        "import": at("mentoring_import", "inspect", batch),
        "exports": at("mentoring_export", "index"),
        "people": at("mentoring_person", "index"),
        "reason": at("mentoring_person", "index", query="?export=csv"),
    }

    assert walk(dewi, pages) == list(pages)


def test_complaints_and_the_census_sheet(walk, dewi, group):
    complaint = ComplaintFactory(
        text="Bantuan alat tidak sampai ke kelompok kami sejak tiga bulan yang lalu.",
        place=place("35.09"),
        level=place("35.09"),
    )
    registry = "mentoring_registry"

    pages = {
        "complaints": at(registry, "complaints"),
        "complaint": at(registry, "complaint", complaint),
        "key": at(registry, "key_complaint"),
        "leave": at(registry, "leave_complaint"),
        "find": at(registry, "find_receipt"),
        "receipt": reverse(f"{registry}:complaint_receipt", args=[complaint.receipt]),
        "census": at(registry, "census"),
        "sheet": at(registry, "census_sheet", query=f"?sentra={group.sentra.pk}"),
    }

    assert walk(dewi, pages) == list(pages)


def test_facilitators_and_the_steps_of_an_assignment(walk, dewi, group):
    sri = FacilitatorFactory(user=UserFactory(full_name="Sri Contoh", roles=["facilitator"]))
    lead = AssignmentFactory(facilitator=sri, group=group)
    today = timezone.localdate()
    leaving = AssignmentFactory(
        facilitator=sri,
        group=CrafterGroupFactory(sentra=SentraFactory()),
        state="handover",
        ends_on=today + timedelta(days=3),
        handover_since=today,
    )
    assignment, facilitator = "mentoring_assignment", "mentoring_facilitator"

    pages = {
        "assignments": at(assignment, "index"),
        "assignment": at(assignment, "inspect", lead),
        "hand-over": at(assignment, "hand_over", lead),
        "suspend": at(assignment, "suspend", lead),
        "end": at(assignment, "end", lead),
        "finish": at(assignment, "finish", leaving),
        "propose": at(assignment, "add"),
        "suggestions": at("mentoring_assignments", "suggestions", leaving.group),
        "portfolio": at("mentoring_assignments", "facilitator", sri),
        "facilitators": at(facilitator, "index"),
        "facilitator": at(facilitator, "inspect", sri),
        "training": at(facilitator, "training", sri),
        "leave-of": at(facilitator, "leave", sri),
    }

    assert walk(dewi, pages) == list(pages)


def test_words_of_consents_and_questions_on_vulnerability(walk, rini):
    consent, questions = "mentoring_consent_text", "mentoring_vulnerability_version"

    pages = {
        "texts": at(consent, "index"),
        "new-text": at(consent, "add", query="?purpose=foto"),
        "versions": at(questions, "index"),
        "new-version": at(questions, "add"),
    }

    assert walk(rini, pages) == list(pages)
