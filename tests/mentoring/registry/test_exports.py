"""Lists that leave the registers: for a reason, kept, and harmless."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from mentoring.registry.errors import ExportNeedsReason
from mentoring.registry.models import ExportLog
from mentoring.registry.services.exports import note_export
from mentoring.registry.spreadsheets import harmless
from mentoring.registry.views import exports
from tests.factories.registry import CrafterGroupFactory, PersonFactory

pytestmark = pytest.mark.django_db
REASON = {"reason": "Daftar hadir pelatihan"}


def people(format="csv", **more):
    query = "&".join(f"{name}={value}" for name, value in {"export": format, **more}.items())
    return f"{reverse('mentoring_person:index')}?{query}"


def test_a_link_to_a_list_with_names_asks_what_it_is_for(client, dewi):
    PersonFactory(full_name="Ruminah Contoh")
    client.force_login(dewi)

    response = client.get(people())

    assert response["Content-Type"].startswith("text/html")
    assert "Ruminah" not in response.content.decode()
    assert not ExportLog.objects.exists()


def test_a_reason_hands_the_list_out_and_is_kept_without_any_name(client, dewi):
    PersonFactory(full_name="Ruminah Contoh")
    PersonFactory(full_name="Sutini Contoh")
    client.force_login(dewi)

    csv = client.post(people(q="rumina"), REASON).getvalue().decode()

    assert ("Ruminah" in csv, "Sutini" in csv) == (True, False)
    kept = ExportLog.objects.get()
    assert (kept.exported_by, kept.row_count, kept.format, kept.reason) == (
        dewi,
        1,
        "csv",
        "Daftar hadir pelatihan",
    )
    line = ModelLogEntry.objects.get(action="mentoring.export")
    assert line.data == {"reason": "Daftar hadir pelatihan", "rows": 1, "format": "csv"}


@pytest.mark.parametrize("bad", [{}, {"reason": ""}, {"reason": "x"}, {"reason": "x" * 201}])
def test_no_reason_no_list(client, dewi, bad):
    client.force_login(dewi)

    response = client.post(people(), bad)

    assert response.context["form"].errors["reason"]
    assert not ExportLog.objects.exists()


def test_a_list_without_names_leaves_at_once_and_is_kept_too(client, dewi):
    CrafterGroupFactory(name="=cmd|' /C calc'!A0")
    client.force_login(dewi)

    csv = client.get(reverse("mentoring_group:index"), {"export": "csv"}).getvalue().decode()

    assert "'=cmd" in csv
    assert ExportLog.objects.get().has_names is False


def test_a_workbook_holds_text_where_a_formula_was_meant(client, dewi):
    PersonFactory(full_name="=1+1")
    client.force_login(dewi)

    content = b"".join(client.post(people("xlsx"), REASON).streaming_content)

    cell = load_workbook(io.BytesIO(content)).worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_more_rows_than_a_sheet_holds_leave_as_csv(client, dewi, monkeypatch):
    monkeypatch.setattr(exports, "MOST_SHEET_ROWS", 1)
    PersonFactory()
    PersonFactory()
    client.force_login(dewi)

    assert client.post(people("xlsx"), REASON)["Content-Type"] == "text/csv"


def test_who_sees_no_list_takes_none_out(client, eko, sri):
    for user in (eko, sri.user):
        client.force_login(user)
        assert client.post(people(), REASON).status_code in (302, 403)
    assert not ExportLog.objects.exists()


def test_a_coordinator_reads_what_she_took_out_and_a_manager_everything(client, dewi, wayan, rini):
    for user in (dewi, wayan):
        note_export(
            register="Orang",
            format="csv",
            has_names=False,
            row_count=1,
            exported_by=user,
        )
    seen = {}
    for user in (dewi, rini):
        client.force_login(user)
        rows = client.get(reverse("mentoring_export:index")).context["object_list"]
        seen[user] = {row.exported_by for row in rows}

    assert seen == {dewi: {dewi}, rini: {dewi, wayan}}


def test_the_service_refuses_names_without_a_reason(dewi):
    with pytest.raises(ExportNeedsReason):
        note_export(register="Orang", format="csv", has_names=True, row_count=1, exported_by=dewi)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", " =1", "\r=1"])
def test_text_that_a_spreadsheet_would_run_gets_a_quote(text):
    assert harmless(text) == f"'{text}"
    assert (harmless("Siti"), harmless(5), harmless(None)) == ("Siti", 5, None)


def test_a_long_list_is_read_in_parts(client, dewi, django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr(exports, "_READ_AT_ONCE", 10)
    for _ in range(25):
        PersonFactory()
    client.force_login(dewi)

    with django_assert_max_num_queries(40):
        lines = client.post(people(), REASON).getvalue().decode().splitlines()

    assert len(lines) == 26
