"""Who read, changed and exported what: a report nobody can change."""

import ast
import io
from pathlib import Path

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.urls import get_resolver, reverse
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_actions
from wagtail.models import ModelLogEntry

from balai.accounts.roles import ROLE_PERMISSIONS
from balai.privacy.audit import CHANGE, DATA_MAY_SAY, EXPORT, READING, SIGN_IN, kind_of
from tests.factories.accounts import UserFactory
from tests.factories.registry import ComplaintFactory, PersonFactory

pytestmark = pytest.mark.django_db

CHECKOUT = Path(__file__).resolve().parent.parent.parent.parent
ADDRESS = "/admin/reports/catatan/"
SEES = {"programme_manager", "auditor"}


@pytest.fixture
def rini():
    return UserFactory(full_name="Rini Manajer Contoh", roles=["programme_manager"])


@pytest.fixture
def look(rini):
    person = PersonFactory(full_name="Ruminah Contoh")
    reader = UserFactory(full_name="Dewi Koordinator Contoh")
    log(person, "mentoring.reveal", user=reader, data={"kind": "NIK", "reason": "cetak sertifikat"})
    return ModelLogEntry.objects.get(action="mentoring.reveal")


@pytest.mark.parametrize("role", sorted(ROLE_PERMISSIONS))
def test_the_log_is_read_by_the_programme_manager_and_the_auditor(role, client):
    client.force_login(UserFactory(roles=[role]))

    seen = client.get(ADDRESS).status_code == 200

    assert seen is (role in SEES)


def test_a_line_says_who_when_what_about_whom_and_why(client, rini, look):
    client.force_login(rini)

    page = client.get(ADDRESS).text

    for said in ("Dewi Koordinator Contoh", "Ruminah Contoh", "cetak sertifikat"):
        assert said in page


def test_what_a_plugin_logged_that_is_gone_is_still_listed(client, rini, look):
    ModelLogEntry.objects.filter(pk=look.pk).update(action="gone.away")
    client.force_login(rini)

    assert "gone.away" in client.get(ADDRESS).text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"who": "dewi"}, True),
        ({"who": "wayan"}, False),
        ({"kind": "reading"}, True),
        ({"kind": "export"}, False),
        ({"action": "mentoring.reveal"}, True),
        ({"timestamp_from": "2001-01-01", "timestamp_to": "2001-02-01"}, False),
        ({"timestamp_from": "bukan hari"}, True),
        ({"kind": "'; drop"}, True),
    ],
)
def test_the_filters_stand_in_the_address(asked, found, client, rini, look):
    client.force_login(rini)

    assert ("cetak sertifikat" in client.get(ADDRESS, asked).text) is found


def test_by_the_number_of_the_row(client, rini, look):
    client.force_login(rini)

    assert "cetak sertifikat" in client.get(ADDRESS, {"object_id": look.object_id}).text
    assert "cetak sertifikat" not in client.get(ADDRESS, {"object_id": "0"}).text


@pytest.mark.parametrize("form", [None, "csv"])
def test_of_complaints_only_those_are_told_that_she_may_read(form, client, rini):
    """Rini reads what was done with others' complaints, and no line of one about herself."""
    about_her, about_another = ComplaintFactory(about_user=rini), ComplaintFactory()
    for complaint in (about_her, about_another):
        log(complaint, "mentoring.complaint", user=None)

    def told(user):
        client.force_login(user)
        answer = client.get(ADDRESS, {"export": form} if form else {})
        text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.text
        return [str(row.pk)[:8] in text for row in (about_her, about_another)]

    assert told(rini) == [False, True]
    assert told(UserFactory(roles=["auditor"])) == [False, False]


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_the_report_asks_the_same_for_any_number(rows, client, rini, django_assert_num_queries):
    person = PersonFactory()
    for _each in range(rows):
        log(person, "mentoring.reveal", user=rini, data={"reason": "x"})
    client.force_login(rini)
    client.get(ADDRESS)

    with django_assert_num_queries(11 if not rows else 12):
        client.get(ADDRESS)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_file_names_no_person_of_the_registers_and_its_making_is_in_the_log(
    form, client, rini, look
):
    client.force_login(rini)

    answer = client.get(ADDRESS, {"export": form})

    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    else:
        text = content.decode()
    assert "Ruminah" not in text
    assert look.object_id in text
    assert "cetak sertifikat" in text
    assert ModelLogEntry.objects.filter(action="privacy.audit_exported", user=rini).count() == 1


def test_a_reason_that_looks_like_a_formula_stays_text(client, rini):
    log(PersonFactory(), "mentoring.reveal", user=rini, data={"reason": '=HYPERLINK("x")'})
    client.force_login(rini)

    answer = client.get(ADDRESS, {"export": "csv"})

    text = b"".join(answer.streaming_content).decode()
    assert "'=HYPERLINK" in text
    assert ',"=HYPERLINK' not in text


def test_nobody_may_change_or_delete_a_line():
    barred = {f"wagtailcore.{verb}_modellogentry" for verb in ("add", "change", "delete")}

    for role, held in ROLE_PERMISSIONS.items():
        assert not barred.intersection(held), role
    assert "modellogentry" not in " ".join(map(str, get_resolver().reverse_dict)).lower()
    assert reverse("privacy_reports:audit") == ADDRESS
    assert Permission.objects.filter(content_type__app_label="privacy", codename="view_audit")


def test_the_report_takes_no_post(client, rini, look):
    client.force_login(rini)

    assert client.post(ADDRESS).status_code == 405
    assert client.delete(ADDRESS).status_code == 405


def log_calls():
    """(file, line, keys or None if not written out) of the `data` of every call of log()."""
    for folder in ("certificates", "curriculum", "mentoring", "site/balai"):
        for path in (CHECKOUT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "log":
                    for word in node.keywords:
                        if word.arg == "data":
                            yield path.relative_to(CHECKOUT), node.lineno, _keys(word.value)


def _keys(value):
    if isinstance(value, ast.Dict) and all(isinstance(key, ast.Constant) for key in value.keys):
        return {key.value for key in value.keys}
    return None


def test_the_log_holds_codes_counts_and_reasons_and_no_other_words():
    """A value that is not written out as a dict cannot be judged here, so it is not allowed."""
    strange = {
        (str(path), line): sorted(keys - DATA_MAY_SAY) if keys else "not written out"
        for path, line, keys in log_calls()
        if keys is None or keys - DATA_MAY_SAY
    }

    assert strange == {}


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("mentoring.reveal", READING),
        ("mentoring.export", EXPORT),
        ("privacy.audit_exported", EXPORT),
        ("accounts.sign_in_link", SIGN_IN),
        ("wagtail.edit", CHANGE),
    ],
)
def test_every_action_is_of_one_kind(action, kind):
    assert kind_of(action) == kind


def test_every_action_that_is_logged_has_a_label():
    labelled = {name for name, _label in log_actions.get_choices()}

    assert {"mentoring.reveal", "privacy.retention", "mentoring.forget_identifier"} <= labelled
