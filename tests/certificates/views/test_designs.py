import io

import pypdf
import pytest

from certificates.models import DesignState, SigningKey, TemplateVersion
from certificates.rendering.samples import NAMES
from certificates.services.designs import begin_design
from tests.factories.accounts import UserFactory
from tests.factories.certificates import IssuerFactory, MembershipFactory

pytestmark = pytest.mark.django_db
HOME = "/admin/sertifikat/"
FORM = {
    "paper": "f4",
    "accent": "maroon",
    "border": "lines",
    "english": "on",
    "back": "on",
    "that_id": "menyatakan bahwa",
    "has_id": "telah mengikuti",
}


@pytest.fixture
def keeper(client):
    user = UserFactory(roles=["administrator"])
    client.force_login(user)
    return user


def test_a_design_from_the_starter_to_approval_without_a_script(client, keeper):
    client.post(f"{HOME}desain/", {"name": "Sertifikat Rekaan", "starter": "blk_training"})
    version = TemplateVersion.objects.get()
    address = version.get_absolute_url()

    client.post(address, FORM)
    drawn = client.get(address).content.decode()
    pdf = client.get(f"{address}javanese.pdf").content
    client.post(f"{address}setujui/")

    version.refresh_from_db()
    assert "Gambar ulang" in drawn
    assert version.state == DesignState.APPROVED
    assert version.choices["paper"] == "f4"
    assert not version.choices["photo"]
    box = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert round(float(box.width) / 72 * 25.4) == 330
    fixed = client.get(address).content.decode()
    assert "Gambar ulang" not in fixed
    assert "Mulai versi baru" in fixed


@pytest.mark.parametrize(
    "wrong",
    [
        {"paper": "letter"},
        {"accent": "#ff0000"},
        {"border": "url(x)"},
        {"that_id": ""},
        {"that_id": "x" * 81},
        {"has_en": "x" * 81},
    ],
)
def test_a_wrong_field_changes_nothing_and_says_so(client, keeper, wrong):
    version = begin_design(starter="blk_training", name="Rekaan", made_by=keeper)
    before = version.digest

    page = client.post(version.get_absolute_url(), {**FORM, **wrong}).content.decode()

    version.refresh_from_db()
    assert version.digest == before
    assert "error-message" in page


def test_designs_and_keys_are_for_who_keeps_them(client, keeper, house):
    version = begin_design(starter="statement", name="Rekaan", made_by=keeper)
    places = [
        f"{HOME}desain/",
        version.get_absolute_url(),
        f"{version.get_absolute_url()}longest.pdf",
        f"{HOME}kunci/",
    ]
    assert [client.get(place).status_code for place in places] == [200] * 4
    assert client.get(f"{version.get_absolute_url()}other.pdf").status_code == 404
    for refused in (house.clerk, house.head, MembershipFactory(role="auditor").user):
        client.force_login(refused)
        assert [client.get(place).status_code for place in places] == [302] * 4


def test_every_sample_can_be_looked_at(client, keeper):
    version = begin_design(starter="statement", name="Rekaan", made_by=keeper)

    for sample in NAMES:
        answer = client.get(f"{version.get_absolute_url()}{sample}.pdf")
        assert answer.headers["Content-Type"] == "application/pdf"


def test_keys_are_made_and_given_up_on_their_page(client, keeper, settings, tmp_path):
    settings.CERTIFICATES_KEYS_FOLDER = str(tmp_path)
    issuer = IssuerFactory()

    client.post(f"{HOME}kunci/", {"issuer": issuer.pk, "purpose": "pdf"})
    key = SigningKey.objects.get()
    page = client.get(f"{HOME}kunci/").content.decode()
    assert key.kid in page
    assert "PRIVATE" not in page
    client.post(f"{HOME}kunci/{key.pk}/", {"since": "not a time"})
    key.refresh_from_db()
    assert key.compromised_at is None
    client.post(f"{HOME}kunci/{key.pk}/", {"since": "2099-01-01T00:00"})
    key.refresh_from_db()
    assert key.compromised_at is None
    client.post(f"{HOME}kunci/{key.pk}/", {"since": "2026-01-01T00:00"})

    key.refresh_from_db()
    assert key.compromised_at is not None
    assert "di tangan orang lain" in client.get(f"{HOME}kunci/").content.decode()


@pytest.mark.parametrize("count", [1, 12])
def test_the_lists_ask_the_same_questions_for_one_and_many(
    client, keeper, count, django_assert_num_queries
):
    for number in range(count):
        begin_design(starter="statement", name=f"Rekaan {number}", made_by=keeper)
    client.get(f"{HOME}desain/")

    with django_assert_num_queries(11):
        client.get(f"{HOME}desain/")
