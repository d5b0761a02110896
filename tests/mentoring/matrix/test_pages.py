"""Pages, lists of the office and what leaves as a file: each role gets the table's rows only."""

from operator import attrgetter

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, get_resolver, reverse
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from balai.accounts.roles import ROLE_NAMES, ROLE_PERMISSIONS
from mentoring import matrix
from tests.factories.accounts import UserFactory
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
        found[page.address] = {where for where in WHERE if _gets(client, page, rows[where])}
        said[page.address] = matrix.reached(page.who, role)

    assert found == said


def _gets(client, page, row):
    """Whether `page` about `row` is answered; what was sent changes nothing for the next one."""
    address = reverse(page.address, args=[row.pk, *page.more])
    if not page.is_sent:
        return client.get(address).status_code == 200
    with transaction.atomic():
        status = client.post(address).status_code
        transaction.set_rollback(True)
    return status not in (403, 404)


@pytest.mark.parametrize("page", matrix.PAGES, ids=lambda page: page.address)
def test_guests_are_asked_to_sign_in_first(page, client):
    row = World("crafter").row(page.model, "own")
    address = reverse(page.address, args=[row.pk, *page.more])

    answer = client.post(address) if page.is_sent else client.get(address)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(("/masuk/", "/admin/login/"))


# Pages about a row that the table does not walk: why.
ELSEWHERE = {
    "only where the row is in one state; the same question is walked as an act": {
        "mentoring_assignment:withdraw",
        "mentoring_assignment:resume",
        "mentoring_assignment:finish",
        "mentoring_assignments:handover_note",
        "mentoring_group:reform",
    },
    "a file that is there only after an upload": {
        "mentoring_registry:portrait_file",
        "mentoring_registry:data_copy_file",
        "mentoring_registry:consent_proof",
        "mentoring_registry:group_document",
        "mentoring_registry:cluster_document",
        "mentoring_assignments:voice",
        "mentoring_assignments:answer_voice",
    },
    "only with a number that was written down; the same question is walked as an act": {
        "mentoring_registry:reveal_identifier"
    },
    "leads on to a part of her own page": {"mentoring_registry:specific_data"},
    "only of nobody's own mandate, which no cell can say": {"mentoring_mandate:end"},
    "about a part of a row; its own test": {
        "mentoring_assignments:end_leave",
        "mentoring_group:end_membership",
        "mentoring_cluster:end_membership",
        "mentoring_cluster:end_seat",
    },
}
TWO_ROOMS = ("mentoring_registry", "mentoring_assignments")
# Of every register: walked below.
OF_EVERY_REGISTER = ("edit", "inspect", "delete", "history", "history_results", "usage")


def pages_about_rows():
    """Addresses of the two rooms that ask for a row, as they are called."""
    from mentoring.assignments import urls as assignments_urls
    from mentoring.registry import urls as registry_urls

    for urls in (registry_urls, assignments_urls):
        for pattern in urls.urlpatterns:
            if "<uuid:pk>" in str(pattern.pattern) or "<int:pk>" in str(pattern.pattern):
                yield f"{urls.app_name}:{pattern.name}"
    for label, viewset in registers().items():
        if label.startswith(TWO_ROOMS):
            for pattern in viewset.get_urlpatterns():
                takes_row = "pk>" in str(pattern.pattern)
                if takes_row and pattern.name not in OF_EVERY_REGISTER:
                    yield viewset.get_url_name(pattern.name)


def test_every_page_about_a_row_of_two_rooms_is_walked_or_says_why_not():
    elsewhere = set().union(*ELSEWHERE.values())

    assert set(pages_about_rows()) == (
        {page.address for page in matrix.PAGES if page.address in set(pages_about_rows())}
        | elsewhere
    )


@pytest.mark.parametrize("action", ["inspect", "history", "usage"])
def test_no_page_of_a_register_breaks_for_who_reads_everything(action, client):
    world = World("administrator")
    client.force_login(UserFactory(is_superuser=True, roles=["administrator"]))

    broken = {
        label: status
        for label, viewset in registers().items()
        if label.startswith(TWO_ROOMS)
        for status in [_status(client, viewset, action, world.row(label, "own"))]
        if status not in (None, 200)
    }

    assert broken == {}


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
    "mentoring_field.Device": attrgetter("name"),
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
