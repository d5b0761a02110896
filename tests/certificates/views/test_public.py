import json
import re

import pytest
from django.core.cache import cache

from certificates.codes import ALPHABET, check_letter, new_code, shown
from certificates.services import approve_batch, revoke_certificate

pytestmark = pytest.mark.django_db


def test_a_typed_code_leads_to_its_page_in_any_spelling(client, house):
    certificate = house.certificate()

    response = client.get("/periksa/", {"kode": f" {certificate.shown_code.lower()} "})

    assert response.headers["Location"] == f"/c/{certificate.public_code}/"


def test_an_incomplete_code_is_told_on_the_form(client):
    response = client.get("/periksa/", {"kode": "ABC"})

    assert response.status_code == 200
    assert "13" in response.content.decode()


def test_a_valid_certificate_is_asli_dan_berlaku_with_the_printed_fields(client, house):
    certificate = house.certificate()

    page = client.get(certificate.get_absolute_url()).content.decode()

    assert "ASLI dan BERLAKU" in page
    for value in (
        certificate.serial,
        certificate.printed_name,
        "3 s.d. 12 Agustus 2026",
        "Produksi Manik-manik Kayu",
        certificate.shown_code,
        "CONTOH",
    ):
        assert value in page


def test_birth_address_and_participant_number_stay_on_the_paper(client, house):
    certificate = house.certificate()

    for accept in ("text/html", "application/json"):
        body = client.get(
            certificate.get_absolute_url(), headers={"accept": accept}
        ).content.decode()
        assert "17 Agustus 1980" not in body
        assert "lahir di Jember" not in body
        assert "Krajan" not in body


def test_a_revoked_certificate_says_when_and_why_and_is_never_not_found(client, house):
    certificate = house.certificate()
    revoke_certificate(certificate=certificate, reason="fraud", note="x", revoked_by=house.head)

    response = client.get(certificate.get_absolute_url())
    page = response.content.decode()

    assert response.status_code == 200
    assert "DICABUT pada" in page
    assert "kecurangan" in page
    assert certificate.printed_name in page
    assert "TIDAK DITEMUKAN" not in page


def test_the_page_shows_the_frozen_record_not_todays_names(client, house):
    certificate = house.certificate()
    certificate.holder.full_name = "Nama Baru"
    certificate.holder.save()

    assert "Nama Baru" not in client.get(certificate.get_absolute_url()).content.decode()


def test_json_stands_at_the_same_address(client, house):
    certificate = house.certificate()

    response = client.get(certificate.get_absolute_url(), headers={"accept": "application/json"})
    answer = json.loads(response.content)

    assert "Accept" in response.headers["Vary"]
    assert (answer["schema"], answer["state"]) == (1, "valid")
    assert answer["printed"]["number"] == certificate.serial
    assert answer["is_sample"] is True
    assert answer["pdf_sha256"] == certificate.pdf_sha256
    assert answer["printed"]["units"][0]["code"] == "KRJ.MM01.001.1"
    assert "born_id" in answer["paper_only"]


def test_unknown_pending_and_mistyped_codes_are_not_found_without_a_hint_of_others(client, house):
    approve_batch(batch=house.prepared(1), approved_by=house.head)
    pending = house.type.certificates.get()
    unknown = new_code()
    wrong = unknown[:-1] + ALPHABET[(ALPHABET.index(unknown[-1]) + 1) % 32]

    for code, hint in ((unknown, False), (pending.public_code, False), (wrong, True)):
        response = client.get(f"/c/{code}/", headers={"accept": "application/json"})
        answer = json.loads(response.content)
        assert response.status_code == 404
        assert (answer["state"], answer["looks_mistyped"]) == ("unknown", hint)
        assert answer["printed"] == {}
        assert shown(code) == answer["code"]


@pytest.mark.parametrize("typed", ["%00", "x" * 500, "ﬀﬀ-٣٣", "<script>", "'--"])
def test_strange_codes_are_simply_not_found(client, typed):
    assert client.get(f"/c/{typed}/").status_code == 404


def test_guessing_from_one_address_is_throttled_and_others_are_not(client, house, settings):
    settings.CERTIFICATES_UNKNOWN_CODES_PER_ADDRESS = 5
    certificate = house.certificate()
    body = "0" * 11

    statuses = [
        client.get(f"/c/{body}{letter}{check_letter(body + letter)}/").status_code
        for letter in ALPHABET[:8]
    ]

    assert statuses == [404] * 5 + [429] * 3
    assert client.get(certificate.get_absolute_url()).status_code == 429
    elsewhere = client.get(certificate.get_absolute_url(), REMOTE_ADDR="10.0.0.9")
    assert elsewhere.status_code == 200


@pytest.mark.parametrize(
    ("chosen", "after"), [(None, 429), ("throttle", 429), ("default", 404), ("absent", 404)]
)
def test_guesses_are_counted_in_a_cache_of_their_own(client, house, settings, chosen, after):
    settings.CERTIFICATES_UNKNOWN_CODES_PER_ADDRESS = 1
    if chosen == "absent":
        settings.CACHES = {"default": settings.CACHES["default"]}
    elif chosen:
        settings.CERTIFICATES_THROTTLE_CACHE = chosen
    client.get(f"/c/{new_code()}/")

    # What guests can fill up makes room for itself.
    cache.clear()

    assert client.get(f"/c/{new_code()}/").status_code == after


def test_while_the_counting_cache_is_silent_papers_are_answered_and_nothing_is_compared(
    client, house, settings, caplog
):
    nobody_listens = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:9",
    }
    settings.CACHES = {**settings.CACHES, "throttle": nobody_listens}
    address = house.certificate().get_absolute_url()

    assert "ASLI dan BERLAKU" in client.get(address).content.decode()
    assert client.get(f"/c/{new_code()}/").status_code == 404
    compared = client.post(f"{address}cocokkan/", {"born_on": "1980-08-17"})

    assert compared.status_code == 429
    assert "percobaan sedang tidak bisa dihitung" in compared.content.decode()
    assert "badge-" not in compared.content.decode()
    assert "CERTIFICATES_THROTTLE_CACHE" in caplog.text


def test_behind_a_front_server_the_visitors_own_address_counts(client, house, settings):
    settings.CERTIFICATES_UNKNOWN_CODES_PER_ADDRESS = 1
    settings.CERTIFICATES_ADDRESS_HEADER = "X-Real-IP"

    statuses = [
        client.get(f"/c/{new_code()}/", headers={"x-real-ip": address}).status_code
        for address in ("10.0.0.1", "10.0.0.1", "10.0.0.2")
    ]

    assert statuses == [404, 429, 404]


def test_the_page_costs_two_queries_and_few_bytes(client, house, django_assert_num_queries):
    certificate = house.certificate()
    client.get("/periksa/")

    # The first one of a day begins the day's total.
    for queries in (3, 2, 2):
        with django_assert_num_queries(queries):
            response = client.get(certificate.get_absolute_url())

    assert len(response.content) < 15_000
    packed = client.get(certificate.get_absolute_url(), headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) < 4_500


def test_shared_caches_may_keep_a_guests_answer_for_a_minute_and_nothing_else(client, house):
    certificate = house.certificate()
    kept = client.get(certificate.get_absolute_url())
    unknown = client.get(f"/c/{new_code()}/")
    client.force_login(house.clerk)
    own = client.get(certificate.get_absolute_url())

    assert kept.headers["Cache-Control"] == "public, max-age=0, s-maxage=60, must-revalidate"
    assert {"Accept", "Cookie"} <= set(kept.headers["Vary"].split(", "))
    assert unknown.headers["Cache-Control"] == own.headers["Cache-Control"] == "no-store"
    assert kept.cookies == {}


def test_what_only_the_paper_says_is_typed_and_compared_and_stays_out_of_the_address(client, house):
    certificate = house.certificate()

    page = client.post(
        f"{certificate.get_absolute_url()}cocokkan/",
        {"birthplace": "jember", "born_on": "1980-08-18", "home_address": ""},
    )
    text = page.content.decode()

    assert (text.count("badge-good"), text.count("badge-bad")) == (1, 1)
    assert "17 Agustus 1980" not in text
    assert page.headers["Cache-Control"] == "no-store"
    assert client.get(f"{certificate.get_absolute_url()}cocokkan/").status_code == 405


@pytest.mark.parametrize("day", ["31-02-1980", "kemarin", "1980-13-01", "0000-00-00"])
def test_a_day_that_is_none_is_told_beside_its_field_and_not_compared(client, house, day):
    certificate = house.certificate()

    page = client.post(f"{certificate.get_absolute_url()}cocokkan/", {"born_on": day})

    assert page.status_code == 200
    assert "field-error" in page.content.decode()
    assert "badge-bad" not in page.content.decode()


def test_trying_birth_dates_ends_with_an_answer_that_says_so(client, house, settings):
    settings.CERTIFICATES_WRONG_COMPARISONS_PER_ADDRESS = 1
    address = f"{house.certificate().get_absolute_url()}cocokkan/"
    client.post(address, {"born_on": "1980-08-16"})

    page = client.post(address, {"born_on": "1980-08-17"})

    assert page.status_code == 429
    assert "badge-" not in page.content.decode()


def test_comparing_with_an_unknown_code_is_answered_as_looking_it_up(client):
    assert client.post(f"/c/{new_code()}/cocokkan/", {"birthplace": "x"}).status_code == 404


def test_unknown_and_pending_codes_get_the_same_page_but_for_the_code(client, house):
    approve_batch(batch=house.prepared(1), approved_by=house.head)
    pending, unknown = house.type.certificates.get().public_code, new_code()

    pages = [
        re.sub(r"\d+\.\d+ WI[BT]A?", "", client.get(f"/c/{code}/").content.decode())
        .replace(shown(code), "-")
        .replace(code, "-")
        for code in (pending, unknown)
    ]

    assert pages[0] == pages[1]


def test_a_misread_letter_brings_a_suggestion_as_a_link(client):
    code = next(code for code in iter(new_code, None) if "8" in code)

    page = client.get(f"/c/{code.replace('8', 'B', 1)}/").content.decode()

    assert f'href="/c/{shown(code)}/"' in page


def test_the_answer_is_complete_in_english(client, house):
    certificate = house.certificate()
    client.get("/bahasa/en/?next=/")

    page = client.get(certificate.get_absolute_url()).content.decode()

    assert "Genuine and valid" in page
    assert "The paper must say exactly this" in page
