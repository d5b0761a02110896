"""Papers of groups: what is kept, and who gets it."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from mentoring.registry import services
from mentoring.registry.errors import PaperStillToCome, PaperTooLarge, PaperUnreadable
from mentoring.registry.models import GroupDocument
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.pictures import photograph
from tests.factories.registry import CrafterGroupFactory, MembershipFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%contoh\n"
DAY = date(2026, 3, 1)


@pytest.fixture
def rules(here, dewi):
    return services.keep_group_document(
        group=here, kind="rules", dated_on=DAY, file=io.BytesIO(PDF), uploaded_by=dewi
    )


def test_a_pdf_is_kept_as_it_is_under_a_name_that_tells_nothing(rules):
    assert rules.file.read() == PDF
    assert rules.file.name.endswith(f"{rules.pk}.pdf")


def test_a_photograph_of_a_cash_book_loses_what_the_camera_wrote(here, dewi):
    kept = services.keep_group_document(
        group=here, kind="kas", dated_on=DAY, file=io.BytesIO(photograph()), uploaded_by=dewi
    )

    with Image.open(kept.file) as picture:
        assert (picture.format, dict(picture.getexif())) == ("JPEG", {})


@pytest.mark.parametrize("sent", [b"", b"MZ program", b"<html>", b"\xff\xd8\xff cut off"])
def test_anything_else_is_refused_whatever_its_name(here, dewi, sent):
    with pytest.raises(PaperUnreadable):
        services.keep_group_document(
            group=here, kind="kas", dated_on=DAY, file=io.BytesIO(sent), uploaded_by=dewi
        )
    assert not GroupDocument.objects.exists()


def test_a_large_file_and_a_day_to_come_are_refused(here, dewi, settings):
    settings.MENTORING_DOCUMENT_MAX_BYTES = 10
    said = {"group": here, "kind": "kas", "uploaded_by": dewi}

    with pytest.raises(PaperTooLarge):
        services.keep_group_document(dated_on=DAY, file=io.BytesIO(PDF), **said)
    with pytest.raises(PaperStillToCome):
        services.keep_group_document(
            dated_on=timezone.localdate() + timedelta(days=1), file=io.BytesIO(PDF), **said
        )


def test_who_gets_a_paper(client, rules, here, dewi, wayan, eko, rini, sri):
    AssignmentFactory(group=here, facilitator=sri)
    member = MembershipFactory(group=here, person__user=UserFactory()).person.user
    neighbour = MembershipFactory(
        group=CrafterGroupFactory(sentra=here.sentra), person__user=UserFactory()
    ).person.user
    answers = {}
    for name, user in {
        "facilitator": sri.user,
        "coordinator": dewi,
        "evaluator": eko,
        "manager": rini,
        "member": member,
        "neighbour": neighbour,
        "foreign coordinator": wayan,
    }.items():
        client.force_login(user)
        answers[name] = client.get(rules.get_absolute_url()).status_code

    assert answers == {
        "facilitator": 200,
        "coordinator": 200,
        "evaluator": 200,
        "manager": 200,
        "member": 200,
        "neighbour": 404,
        "foreign coordinator": 404,
    }


def test_a_paper_is_a_download_that_nothing_between_keeps(client, rules, dewi):
    client.force_login(dewi)

    response = client.get(rules.get_absolute_url())

    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_coordinator_keeps_a_paper_in_the_register(client, dewi, here):
    client.force_login(dewi)

    client.post(
        reverse("mentoring_group:keep_document", args=[here.pk]),
        {
            "kind": "recognition",
            "dated_on": "2026-03-01",
            "title": "SK Kepala Desa Contoh",
            "file": SimpleUploadedFile("sk.pdf", PDF),
        },
    )

    page = client.get(reverse("mentoring_group:inspect", args=[here.pk])).content.decode()
    assert "SK Kepala Desa Contoh" in page


def test_a_file_that_is_no_paper_comes_back_with_a_sentence(client, dewi, here):
    client.force_login(dewi)

    response = client.post(
        reverse("mentoring_group:keep_document", args=[here.pk]),
        {"kind": "kas", "dated_on": "2026-03-01", "file": SimpleUploadedFile("kas.pdf", b"PK")},
    )

    assert "bukan PDF dan bukan foto" in str(response.context["form"].non_field_errors())
