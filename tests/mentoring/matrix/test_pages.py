"""Pages, lists of the office and what leaves as a file: each role gets the table's rows only."""

from operator import attrgetter

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from balai.accounts.roles import ROLE_NAMES, ROLE_PERMISSIONS
from mentoring import matrix
from tests.mentoring.matrix.world import WHERE, World

pytestmark = pytest.mark.django_db

OPENS = "wagtailadmin.access_admin"


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_a_page_about_a_row_opens_for_whom_the_table_says(role, client):
    world = World(role)
    client.force_login(world.actor)

    found, said = {}, {}
    for page in matrix.PAGES:
        rows = world.rows(page.model)
        found[page.address] = {
            where
            for where in WHERE
            if client.get(reverse(page.address, args=[rows[where].pk])).status_code == 200
        }
        said[page.address] = matrix.reached(page.who, role)

    assert found == said


@pytest.mark.parametrize("page", matrix.PAGES, ids=lambda page: page.address)
def test_guests_are_asked_to_sign_in_first(page, client):
    row = World("crafter").row(page.model, "own")

    answer = client.get(reverse(page.address, args=[row.pk]))

    assert answer.headers["Location"].startswith("/masuk/")


def registers():
    """Model label -> its register in the office, for the models of the table."""
    get_resolver()._populate()  # registers are registered while addresses are read
    found = {}
    for viewset in viewsets.viewsets:
        if isinstance(viewset, ModelViewSet) and viewset.model._meta.label in matrix.models():
            found[viewset.model._meta.label] = viewset
    return found


def listed(answer):
    """Primary keys on a page of a register; None when the register is shut."""
    if answer.status_code != 200:
        return None
    return {str(row.pk) for row in answer.context["object_list"]}


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_a_register_lists_the_rows_of_the_table_and_is_shut_to_others(role, client):
    world = World(role)
    client.force_login(world.actor)

    found, said = {}, {}
    for label, viewset in registers().items():
        rows = world.rows(label)
        keys = listed(client.get(reverse(viewset.get_url_name("index"))))
        found[label] = keys and {where for where in WHERE if str(rows[where].pk) in keys}
        said[label] = _open_rows(role, label)

    assert found == said


def _open_rows(role, label):
    """What the register shows `role`; None when she holds nothing that opens it."""
    app, model = label.lower().split(".")
    held = ROLE_PERMISSIONS[role]
    verbs = ("view", "add", "change", "delete")
    if OPENS not in held or not any(f"{app}.{verb}_{model}" in held for verb in verbs):
        return None
    return matrix.reached(matrix.row_of(label).see, role)


@pytest.mark.parametrize("role", ROLE_NAMES)
@pytest.mark.parametrize("action", ["edit", "inspect", "delete", "history", "usage"])
def test_the_address_of_a_row_in_the_office_opens_no_other_rows(action, role, client):
    """Asked directly, without the list: a foreign row is never answered with 200."""
    world = World(role)
    client.force_login(world.actor)

    leaks = []
    for label, viewset in registers().items():
        row = matrix.row_of(label)
        cells = {"edit": row.change, "delete": row.delete}.get(action, row.see)
        for where in set(WHERE) - matrix.reached(cells, role):
            status = _status(client, viewset, action, world.row(label, where))
            if status == 200:
                leaks.append((label, where))

    assert leaks == []


def _status(client, viewset, action, row):
    try:
        address = reverse(viewset.get_url_name(action), args=[row.pk])
    except NoReverseMatch:
        return None
    return client.get(address).status_code


# By what a row is found again in a file of its register. Pairs of records have no columns.
STANDS_IN_THE_FILE = {
    "mentoring_registry.Place": attrgetter("name"),
    "mentoring_registry.Sentra": attrgetter("name"),
    "mentoring_registry.Person": attrgetter("full_name"),
    "mentoring_registry.CrafterGroup": attrgetter("name"),
    "mentoring_registry.CensusEntry": attrgetter("name"),
    "mentoring_registry.BusinessCluster": attrgetter("name"),
    "mentoring_registry.Mandate": attrgetter("user.full_name"),
    "mentoring_assignments.Facilitator": attrgetter("user.full_name"),
    "mentoring_assignments.Assignment": attrgetter("group.name"),
    "mentoring_sessions.TrainingRun": attrgetter("issuer_code"),
    "mentoring_incubation.Cycle": attrgetter("name"),
}


def test_every_register_of_the_table_is_looked_for_in_its_file():
    without_columns = {
        f"mentoring_registry.{name}" for name in ("DuplicateCase", "ImportBatch", "ExportLog")
    }

    assert set(registers()) - set(STANDS_IN_THE_FILE) <= without_columns


@pytest.mark.parametrize("role", sorted(r for r, held in ROLE_PERMISSIONS.items() if OPENS in held))
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_leaves_the_office_as_a_file_holds_no_foreign_row(form, role, client):
    world = World(role)
    client.force_login(world.actor)

    found, said = {}, {}
    for label, viewset in registers().items():
        if label not in STANDS_IN_THE_FILE:
            continue
        rows, told = world.rows(label), STANDS_IN_THE_FILE[label]
        text = _file(client, reverse(viewset.get_url_name("index")), form)
        found[label] = {where for where in WHERE if told(rows[where]) in text}
        said[label] = _open_rows(role, label) or set()

    assert found == said


def _file(client, address, form):
    answer = client.get(address, {"export": form})
    if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
        # A list that names people leaves for a reason only.
        answer = client.post(f"{address}?export={form}", {"reason": "uji tabel hak akses"})
    if answer.status_code != 200:
        return ""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace") if form == "csv" else _cells(content)


def _cells(content):
    import io
    import zipfile

    import openpyxl

    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode(errors="replace")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_every_register_of_the_table_has_a_policy():
    """Without one Wagtail would ask Django's permissions alone, and not where a row lies."""
    for label, viewset in registers().items():
        assert viewset.model in policy_registry.values_by_class, label


def test_mentoring_has_no_programming_interface_yet():
    """When one comes, its answers are walked here like pages and files."""
    found = [str(pattern.pattern) for pattern in get_resolver().url_patterns]

    assert [address for address in found if "api" in address] == []
