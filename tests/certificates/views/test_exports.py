"""The register book, the table of a check, and rules in the admin."""

import io

import pypdf
import pytest
from openpyxl import load_workbook

from certificates.models import Certificate, NumberVoid, RuleSet
from certificates.services import approve_correction, request_correction
from certificates.services.register_book import missing_numbers, register_lines
from tests.certificates.views.test_staff import HOME, cast, check_url, outcome  # noqa: F401
from tests.factories.accounts import UserFactory
from tests.factories.certificates import ToldHolder

pytestmark = pytest.mark.django_db


def sheet(response):
    book = load_workbook(io.BytesIO(response.content))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def test_the_book_has_every_number_once_with_what_became_of_it(client, house):
    batch = house.issued(2)
    first, second = Certificate.objects.order_by("sequence")
    asked = request_correction(
        certificate=first, wanted_name="Sri Rahayu Contoh", reason="KTP", asked_by=house.clerk
    )
    new = approve_correction(correction=asked, approved_by=house.head)
    year = batch.issued_on.year
    NumberVoid.objects.create(
        issuer=house.issuer,
        type=house.type,
        year=year,
        number=4,
        serial="004/HDC",
        reason="Rusak",
        voided_by=house.head,
    )
    client.force_login(house.clerk)

    rows = sheet(client.get(f"{HOME}buku/{house.issuer.pk}/{year}.xlsx"))
    pdf = client.get(f"{HOME}buku/{house.issuer.pk}/{year}.pdf").content

    assert [row[1] for row in rows[1:]] == [1, 2, 3, 4]
    assert [row[2] for row in rows[1:]] == [first.serial, second.serial, new.serial, "004/HDC"]
    assert (rows[1][7], rows[3][7], rows[4][7]) == (
        f"→ {new.serial}",
        f"← {first.serial}",
        "Rusak",
    )
    text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "004/HDC" in text and "Rusak" in text
    lines = register_lines(issuer=house.issuer, year=year)
    assert missing_numbers(lines) == []
    assert missing_numbers([lines[0], lines[3]]) == [
        (house.type.title_id, 2),
        (house.type.title_id, 3),
    ]
    assert register_lines(issuer=house.issuer, year=year - 1) == []


def test_the_table_of_a_check_is_a_plain_workbook_whatever_people_are_called(client, house):
    occasion = house.training(2)
    first = occasion.participants[0].user_id
    house.teller.holders[first] = ToldHolder(printed_name="=SUM(A1:A9)")
    client.force_login(house.clerk)

    url = check_url(house, occasion).replace("/?", "/tabel.xlsx?")
    rows = sheet(client.get(url))

    assert rows[1][1] == "'=SUM(A1:A9)"
    assert rows[1][3] == "siap"
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("buku/{issuer}/2026.xlsx", "200 200 200 404 404 in"),
        ("buku/{issuer}/2026.pdf", "200 200 200 404 404 in"),
        ("periksa/{type}/tabel.xlsx?pelatihan=run:1", "200 200 no 404 404 in"),
        ("syarat/", "no no no no no in"),
    ],
)
def test_who_may_take_what_out(client, house, cast, path, expected):  # noqa: F811
    house.training(1)
    url = HOME + path.format(issuer=house.issuer.pk, type=house.type.pk)

    answers = []
    for user in cast.values():
        client.force_login(user)
        answers.append(outcome(client.get(url)))

    assert " ".join(answers) == expected


def test_rules_are_changed_by_a_new_version_that_types_take_over(client, house):
    old = house.type.rule_set
    client.force_login(UserFactory(roles=["administrator"]))
    fields = {
        "name": "Lulus pelatihan",
        "takes_over": "on",
        "attended_share:use": "on",
        "attended_share:percent": "75",
        "identity_complete:use": "on",
        "identity_complete:birth": "on",
    }

    assert old.name in client.get(f"{HOME}syarat/").content.decode()
    assert client.post(f"{HOME}syarat/{old.pk}/", fields).status_code == 302

    new = RuleSet.objects.get(code=old.code, version=2)
    house.type.refresh_from_db()
    assert house.type.rule_set == new
    assert [(rule.kind, rule.params) for rule in new.rules.all()] == [
        ("attended_share", {"percent": 75}),
        ("identity_complete", {"birth": True}),
    ]
    assert old.rules.count() == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"attended_share:percent": "101"},
        {"attended_share:percent": "80,5"},
        {"attended_share:use": ""},
        {"name": ""},
    ],
)
def test_a_rule_that_cannot_be_meant_makes_no_version(client, house, wrong):
    client.force_login(UserFactory(roles=["administrator"]))
    fields = {"name": "Baru", "attended_share:use": "on", "attended_share:percent": "75", **wrong}

    page = client.post(f"{HOME}syarat/{house.type.rule_set.pk}/", fields)

    assert page.status_code == 200
    assert RuleSet.objects.count() == 1
