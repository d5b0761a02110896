"""Imports in the admin: who finds what, and the way from a file to its rows."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from mentoring.registry import services
from mentoring.registry.models import ImportBatch, ImportKind, ImportRow, Person
from tests.factories.registry import CrafterGroupFactory

pytestmark = pytest.mark.django_db

LIST = b"Kelompok;Nama;Mulai\nRonce Melati;Ruminah Contoh;1-2-2025\n"
WRONG = b"Kelompok;Nama;Mulai\nRonce Melti;=1+1;1-2-2025\n"


def address(name, *args):
    return reverse(f"mentoring_import:{name}", args=args)


def batch_of(user, text=LIST):
    return services.take_in_list(
        kind="members",
        file=SimpleUploadedFile("daftar.csv", text),
        file_name="daftar.csv",
        uploaded_by=user,
    )


def send(client, text, kind="members"):
    return client.post(
        address("upload"), {"kind": kind, "file": SimpleUploadedFile("daftar.csv", text)}
    )


@pytest.fixture
def step(client, django_capture_on_commit_callbacks):
    """Post a step of the import and let its worker finish."""

    def post(name, batch, data=None):
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(address(name, batch.pk), data or {})
        batch.refresh_from_db()
        return response

    return post


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_the_list_asks_the_same_few_questions_for_any_number_of_imports(
    rows, client, dewi, django_assert_num_queries
):
    client.force_login(dewi)
    client.get(address("index_results"))
    for _ in range(rows):
        batch_of(dewi)

    with django_assert_num_queries(7, exact=rows > 0):
        response = client.get(address("index_results"))

    assert len(response.context["object_list"]) == rows


def test_a_coordinator_goes_from_a_file_to_its_members_and_back(client, dewi, here, step):
    client.force_login(dewi)
    send(client, LIST)
    batch = ImportBatch.objects.get()
    columns = client.get(address("columns", batch.pk)).context["form"]
    step("columns", batch, {name: field.initial for name, field in columns.fields.items()})
    assert "beres" in client.get(address("inspect", batch.pk)).content.decode()

    step("write", batch)
    assert Person.objects.get().full_name == "Ruminah Contoh"
    step("take_back", batch)

    assert Person.objects.count() == 0
    assert batch.state == "undone"


def test_wrong_lines_stand_with_their_reason_and_a_suggestion(client, dewi, here, step):
    client.force_login(dewi)
    batch = batch_of(dewi, WRONG)
    step("columns", batch, batch.columns)

    page = client.get(address("inspect", batch.pk)).content.decode()
    assert "Ronce Melati" in page
    assert address("write", batch.pk) not in page
    report = client.get(address("report", batch.pk)).getvalue().decode("utf-8-sig")
    line = list(csv.reader(io.StringIO(report)))[1]
    assert (line[0], line[1], line[3]) == ("2", "Ronce Melti", "'=1+1")

    step("suggestions", batch)
    assert batch.rows_wrong == 0
    assert address("write", batch.pk) in client.get(address("inspect", batch.pk)).content.decode()


def test_somebody_elses_import_is_not_there_and_a_manager_only_reads(client, dewi, wayan, rini):
    batch = batch_of(dewi)
    steps = ("columns", "write", "suggestions", "take_back")

    client.force_login(wayan)
    assert [client.get(address(name, batch.pk)).status_code for name in ("inspect", *steps)] == [
        404
    ] * 5
    client.force_login(rini)
    assert client.get(address("inspect", batch.pk)).status_code == 200
    for name in steps:
        assert client.post(address(name, batch.pk)).status_code in (302, 403)
    batch.refresh_from_db()
    assert batch.state == "mapping"


def test_who_may_not_import_neither_sends_nor_fetches_a_template(client, eko, sri, rini):
    for user in (eko, sri.user, rini):
        client.force_login(user)
        assert client.get(address("template", "members")).status_code in (302, 403)
        send(client, LIST)
    assert ImportBatch.objects.count() == 0


@pytest.mark.parametrize("bad", [b"", b"\x89PNG\r\n\x1a\n\x00", b"PK\x03\x04no zip"])
def test_a_file_that_is_no_list_is_refused_on_the_form(client, dewi, bad):
    client.force_login(dewi)

    response = send(client, bad)

    assert response.context["form"].errors["file"]
    assert ImportBatch.objects.count() == 0


def test_columns_must_be_of_the_file_and_those_needed_chosen(client, dewi, step):
    client.force_login(dewi)
    batch = batch_of(dewi)

    response = step(
        "columns", batch, {"group": "Kelompok", "full_name": "'; drop", "starts_on": ""}
    )

    assert set(response.context["form"].errors) == {"full_name", "starts_on"}


@pytest.mark.parametrize("kind", ImportKind.values)
def test_a_template_has_headings_drop_downs_and_is_understood_again(client, dewi, here, kind):
    client.force_login(dewi)

    response = client.get(address("template", kind))

    content = b"".join(response.streaming_content)
    book = load_workbook(io.BytesIO(content))
    assert len(book.worksheets) == 3
    assert book.worksheets[0].data_validations.dataValidation
    again = services.take_in_list(
        kind=kind,
        file=SimpleUploadedFile("x.xlsx", content),
        file_name="x.xlsx",
        uploaded_by=dewi,
    )
    headings = [cell.value for cell in book.worksheets[0][1]]
    assert len(again.columns) == len(headings)


def test_a_template_offers_only_what_its_asker_answers_for(client, wayan, here, far):
    CrafterGroupFactory(name="Kelompok Jember")
    client.force_login(wayan)

    content = b"".join(client.get(address("template", "members")).streaming_content)

    offered = [cell.value for cell in load_workbook(io.BytesIO(content)).worksheets[1]["A"]]
    assert [word for word in offered if word] == ["Tangan Tanah"]


def test_an_unknown_template_is_not_there(client, dewi):
    client.force_login(dewi)

    assert client.get(address("template", "anything")).status_code == 404


def test_many_wrong_lines_come_in_pages(client, dewi, here):
    client.force_login(dewi)
    batch = batch_of(dewi)
    ImportBatch.objects.filter(pk=batch.pk).update(state="checked", rows_wrong=120, rows_total=120)
    missing = {"code": "missing", "field": "full_name", "facts": {}, "suggestion": ""}
    ImportRow.objects.bulk_create(
        ImportRow(batch=batch, number=n, state="wrong", problems=[missing]) for n in range(120)
    )

    last = client.get(address("inspect", batch.pk), {"p": "99x"}).context["wrong"]
    assert len(last.object_list) == 50
    assert client.get(address("inspect", batch.pk), {"p": "3"}).context["wrong"].number == 3
