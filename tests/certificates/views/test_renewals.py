"""The list of what is due, and the words of the window on the pages of a certificate."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from certificates.models import Certificate, IssueBatch
from certificates.services import approve_batch, revoke_certificate
from certificates.services.batches import today_at
from tests.certificates.test_companions import Companion, accompanying
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateTypeFactory, MembershipFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/sertifikat/perpanjangan/"


def ending(certificate, days):
    """`certificate`, whose last day is in so many days (before today: negative)."""
    kind = certificate.type
    kind.validity_months = 12
    kind.save()
    certificate.valid_until = today_at(certificate.issuer) + timedelta(days=days)
    certificate.save(update_fields=["valid_until"])
    return certificate


def names(response):
    return [one.printed_name for one in response.context["page"]]


def named(certificate, name):
    certificate.printed_name = name
    certificate.save(update_fields=["printed_name"])
    return certificate


@pytest.fixture
def three(house):
    """Ani's has run out, Budi's and Citra's end soon."""
    made = list(Certificate.objects.filter(item__batch=house.issued(3)).order_by("sequence"))
    for certificate, days, name in zip(made, (-10, 20, 40), ("Ani", "Budi", "Citra"), strict=True):
        ending(named(certificate, f"{name} Rekaan"), days)
    return made


def test_a_clerk_finds_what_is_due_the_first_to_end_first(client, house, three):
    client.force_login(house.clerk)

    response = client.get(LIST)
    text = response.content.decode()

    assert names(response) == ["Ani Rekaan", "Budi Rekaan", "Citra Rekaan"]
    assert all(one.serial in text for one in three)
    assert "Boleh diperpanjang mulai" in text
    assert "Produksi Manik-manik Kayu" in text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"keadaan": "lewat"}, ["Ani Rekaan"]),
        ({"keadaan": "segera"}, ["Budi Rekaan", "Citra Rekaan"]),
        ({"q": "citra"}, ["Citra Rekaan"]),
        ({"q": "nobody"}, []),
        ({"q": "rekaan", "keadaan": "lewat"}, ["Ani Rekaan"]),
    ],
)
def test_search_and_filters_narrow_it(client, house, three, asked, found):
    client.force_login(house.clerk)

    assert names(client.get(LIST, asked)) == found


def test_one_kind_can_be_chosen(client, house, three):
    other = CertificateTypeFactory(
        issuer=house.issuer,
        rule_set=house.type.rule_set,
        validity_months=12,
        number_pattern="{type}/{seq:03d}",
    )
    Certificate.objects.filter(pk=three[1].pk).update(type=other)
    client.force_login(house.clerk)

    assert names(client.get(LIST, {"jenis": other.pk})) == ["Budi Rekaan"]
    assert names(client.get(LIST, {"jenis": house.type.pk})) == ["Ani Rekaan", "Citra Rekaan"]


@pytest.mark.parametrize(
    "asked",
    [{"jenis": "x"}, {"keadaan": "x"}, {"q": "a\x00b"}, {"q": "a" * 500}, {"p": "9" * 400}],
)
def test_what_cannot_be_meant_is_no_error(client, house, three, asked):
    client.force_login(house.clerk)

    assert client.get(LIST, asked).status_code == 200
    assert client.get(LIST, {**asked, "format": "csv"}).status_code == 200


def test_a_filter_and_its_page_stay_in_the_address(client, house, monkeypatch, three):
    monkeypatch.setattr("certificates.paging.PER_PAGE", 1)
    client.force_login(house.clerk)

    first = client.get(LIST, {"keadaan": "segera", "q": "Rekaan & Contoh"}).content.decode()
    both = client.get(LIST, {"keadaan": "segera", "q": "rekaan"}).content.decode()

    assert 'value="Rekaan &amp; Contoh"' in first
    assert "?q=rekaan&amp;keadaan=segera&amp;p=2" in both


def test_each_office_sees_its_own_alone(client, house, three):
    """Also when somebody of it holds one of another issuer, or an auditor may see every row."""
    elsewhere = {role: MembershipFactory(role=role).user for role in ("clerk", "head", "auditor")}
    Certificate.objects.filter(pk=three[0].pk).update(holder=elsewhere["clerk"])

    for user in elsewhere.values():
        client.force_login(user)
        assert names(client.get(LIST)) == []
    for user in (house.head, MembershipFactory(role="auditor", issuer=house.issuer).user):
        client.force_login(user)
        assert len(names(client.get(LIST))) == 3


def test_nobody_else_finds_the_list(client, house, three):
    refused = [
        UserFactory(),
        three[0].holder,
        MembershipFactory(role="instructor", issuer=house.issuer).user,
        UserFactory(roles=["administrator"]),
    ]

    for user in refused:
        client.force_login(user)
        assert client.get(LIST).status_code in (302, 403)
    client.logout()
    assert client.get(LIST).status_code == 302


def test_the_list_as_csv_is_harmless_complete_and_written_down(client, house, three):
    named(three[0], '=HYPERLINK("x");Contoh')
    client.force_login(house.clerk)

    response = client.get(LIST, {"format": "csv", "keadaan": "lewat"})
    text = b"".join(response.streaming_content).decode()
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))

    assert text.startswith("\ufeff")
    assert len(rows) == 2
    assert rows[1][:2] == [three[0].serial, '\'=HYPERLINK("x");Contoh']
    assert rows[1][6] == three[0].valid_until.isoformat()
    assert "no-store" in response.headers["Cache-Control"]
    noted = ModelLogEntry.objects.filter(action="certificates.export", user=house.clerk)
    assert [entry.object_id for entry in noted] == [str(house.issuer.pk)]


def test_the_list_and_the_file_cost_the_same_queries_for_one_and_thirty(
    client, house, django_assert_num_queries
):
    client.force_login(house.clerk)
    ContentType.objects.get_for_model(house.issuer)
    client.get(LIST)
    b"".join(client.get(LIST, {"format": "csv"}).streaming_content)
    made, of_the_file = 0, []
    for more in (1, 29):
        for one in Certificate.objects.filter(item__batch=approved(house, more, made)):
            ending(one, 20)
        made += more
        with django_assert_num_queries(11):
            assert len(names(client.get(LIST))) == made
        with CaptureQueriesContext(connection) as asked:
            rows = b"".join(client.get(LIST, {"format": "csv"}).streaming_content)
        assert rows.count(b"\n") == made + 1
        of_the_file.append(len(asked))
    assert of_the_file[0] == of_the_file[1]


def approved(house, people, number):
    """A batch of `people`, valid without their PDFs, which are not the point here."""
    batch = house.prepared(people, key=f"run:{number}")
    approve_batch(batch=batch, approved_by=house.head)
    Certificate.objects.filter(item__batch=batch).update(status="valid", pdf_sha256="0" * 64)
    return batch


def test_the_pages_of_a_certificate_say_when_it_may_be_renewed(client, house):
    certificate = ending(house.certificate(), -5)
    client.force_login(house.head)
    office = client.get(reverse("certificates_admin:certificate", args=[certificate.pk]))
    client.force_login(certificate.holder)
    hers = client.get("/sertifikat-saya/")
    facilitator = UserFactory(roles=["facilitator"])
    client.force_login(facilitator)
    with accompanying(Companion(facilitator, [certificate.holder])):
        group = client.get("/sertifikat-kelompok/")

    for response in (office, hers, group):
        assert "Boleh diperpanjang mulai" in response.content.decode()
    for response in (hers, group):
        assert "Kedaluwarsa" in response.content.decode()
        assert "✔ Berlaku" not in response.content.decode()


def test_what_holds_for_good_speaks_of_no_renewal(client, house):
    certificate = house.certificate()
    client.force_login(certificate.holder)

    page = client.get("/sertifikat-saya/").content.decode()

    assert "perpanjang" not in page
    assert "✔ Berlaku" in page


def test_the_public_page_says_that_it_expired_and_stays_small(
    client, house, django_assert_max_num_queries
):
    certificate = ending(house.certificate(), -5)
    client.get(certificate.get_absolute_url())

    with django_assert_max_num_queries(3):
        response = client.get(certificate.get_absolute_url())

    page = response.content.decode()
    assert "masa berlaku HABIS pada" in page
    assert "Boleh diperpanjang" not in page
    assert len(response.content) < 15_000


def test_a_clerk_ticks_some_looks_at_them_and_prepares_their_renewal(client, house, three):
    client.force_login(house.clerk)
    assert client.get(LIST).content.decode().count('name="c"') == 3
    chosen = [str(one.pk) for one in three[:2]]

    looked = client.get(f"{LIST}siapkan/", {"c": chosen})
    form = {"c": chosen, "seen": looked.context["seen"], "issued_on": str(today_at(house.issuer))}
    answer = client.post(f"{LIST}siapkan/", form)

    batch = IssueBatch.objects.get(occasion_key__startswith="renewal:")
    assert answer.headers["Location"] == batch.get_absolute_url()
    assert {item.renews for item in batch.items.all()} == set(three[:2])
    assert names(client.get(LIST)) == ["Citra Rekaan"]
    client.post(f"{LIST}siapkan/", form)
    assert IssueBatch.objects.filter(occasion_key__startswith="renewal:").count() == 1

    client.force_login(house.head)
    assert 'name="c"' not in client.get(LIST).content.decode()
    with house.commits():
        client.post(f"/admin/sertifikat/kelompok/{batch.pk}/setujui/")
    new = three[0].renewals.get()
    old_page = client.get(reverse("certificates_admin:certificate", args=[three[0].pk]))
    new_page = client.get(reverse("certificates_admin:certificate", args=[new.pk]))
    assert f">{new.serial}</a>" in old_page.content.decode()
    assert f">{three[0].serial}</a>" in new_page.content.decode()
    assert "Boleh diperpanjang" not in old_page.content.decode()
    client.force_login(three[0].holder)
    hers = client.get("/sertifikat-saya/").content.decode()
    assert f"Diperpanjang dengan nomor {new.serial}." in hers
    assert f"Memperpanjang nomor {three[0].serial}." in hers


def test_what_cannot_be_renewed_says_why_and_is_left_out(client, house, three):
    revoke_certificate(certificate=three[1], reason="error", note="x", revoked_by=house.head)
    client.force_login(house.clerk)

    page = client.get(f"{LIST}siapkan/", {"c": [one.pk for one in three]})

    assert "tidak dapat diperpanjang" in page.content.decode()
    assert [row.certificate for row in page.context["ready"]] == [three[0], three[2]]


def test_a_date_that_cannot_be_comes_back_on_the_form_with_nothing_made(client, house, three):
    client.force_login(house.clerk)

    for typed in ("2001-02-03", "x"):
        answer = client.post(
            f"{LIST}siapkan/", {"c": [three[0].pk], "issued_on": typed, "seen": ""}
        )
        assert answer.status_code == 200
        assert f'value="{typed}"' in answer.content.decode()
        assert answer.context["form"].errors
    assert not IssueBatch.objects.filter(occasion_key__startswith="renewal:").exists()


def test_nothing_ticked_is_said_on_the_list(client, house, three):
    client.force_login(house.clerk)

    answer = client.get(f"{LIST}siapkan/", follow=True)

    assert answer.redirect_chain[-1][0] == LIST
    assert "Centang paling sedikit satu sertifikat." in answer.content.decode()


def test_nobody_prepares_for_another_office(client, house, three):
    far = MembershipFactory(role="clerk").user
    Certificate.objects.filter(pk=three[0].pk).update(holder=far)
    chosen = {"c": [str(three[0].pk)], "issued_on": str(today_at(house.issuer))}

    client.force_login(far)
    assert client.get(f"{LIST}siapkan/", chosen).status_code == 404
    assert client.post(f"{LIST}siapkan/", chosen).status_code == 404
    client.force_login(house.head)
    assert client.get(f"{LIST}siapkan/", chosen).status_code == 200
    assert client.post(f"{LIST}siapkan/", chosen).status_code in (302, 403)
    client.force_login(house.clerk)
    assert client.get(f"{LIST}siapkan/", {"c": "x"}).status_code == 404
    assert not IssueBatch.objects.filter(occasion_key__startswith="renewal:").exists()


def test_the_look_at_the_chosen_costs_the_same_queries_for_one_and_many(
    client, house, django_assert_num_queries
):
    client.force_login(house.clerk)
    chosen = [
        str(ending(one, 20).pk)
        for one in Certificate.objects.filter(item__batch=approved(house, 12, 0))
    ]
    client.get(f"{LIST}siapkan/", {"c": chosen})
    for some in (chosen[:1], chosen):
        with django_assert_num_queries(12):
            assert len(client.get(f"{LIST}siapkan/", {"c": some}).context["ready"]) == len(some)
