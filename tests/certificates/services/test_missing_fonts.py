"""A machine that lacks a font prints nothing with another one."""

import shutil

import pytest

from certificates.errors import AssetMissing
from certificates.models import (
    BatchState,
    Certificate,
    CertificateTemplate,
    CertificateType,
    ItemState,
    Status,
    TemplateVersion,
)
from certificates.rendering import designs, press
from certificates.services import approve_batch, issue_items, prepare_batch, retry_failed_items
from certificates.services import preflight as preflights
from tests.factories.certificates import CertificateTypeFactory

pytestmark = pytest.mark.django_db
JAVANESE = "NotoSansJavanese-Regular.ttf"


@pytest.fixture
def fonts(house, monkeypatch, tmp_path):
    """The folder of fonts of a machine that was just started, where a test may take some away."""
    folder = tmp_path / "fonts"
    shutil.copytree(designs._FONTS, folder)
    monkeypatch.setattr(designs, "_FONTS", folder)
    monkeypatch.setattr(press, "_workshops", press._Kept(3))
    monkeypatch.setattr(press, "_presses", press._Kept(6))
    preflights._letters.cache_clear()
    return folder


def type_without(house, font):
    """A second type of the house, whose design asks for every font but `font`."""
    version = TemplateVersion.objects.get()
    style = version.style_css.splitlines(keepends=True)
    version.pk, version.style_css = None, "".join(line for line in style if font not in line)
    version.assets = {name: sha for name, sha in version.assets.items() if name != font}
    version.template = CertificateTemplate.objects.create(code="tanpa", name="Tanpa satu huruf")
    version.save()
    kind: CertificateType = CertificateTypeFactory(
        issuer=house.issuer,
        rule_set=house.type.rule_set,
        template=version.template,
        number_pattern="B-{seq}/{year}",
        signatory=False,
    )
    return kind


def test_a_worker_without_a_font_prints_the_others_and_a_healthy_one_the_rest(client, house, fonts):
    batch = house.prepared(2)
    other = prepare_batch(
        occasion=house.training(1, key="run:2"),
        certificate_type=type_without(house, JAVANESE),
        prepared_by=house.clerk,
    )
    for one in (batch, other):
        approve_batch(batch=one, approved_by=house.head)
    serials = list(batch.items.values_list("certificate__serial", flat=True))
    (fonts / JAVANESE).unlink()
    # The worker that prints was started without it.
    press._workshops.clear()
    press._presses.clear()
    items = [item.pk for one in (batch, other) for item in one.items.all()]

    assert issue_items(item_ids=items) == 1

    lacking = set(batch.items.values_list("state", "error_code", "certificate__pdf"))
    assert lacking == {(ItemState.FAILED, "asset_missing", "")}
    assert Certificate.objects.get(item__batch=other).status == Status.VALID
    client.force_login(house.clerk)
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "tidak dicetak dengan huruf lain" in page

    shutil.copy(designs.DESIGNS / "fonts" / JAVANESE, fonts)
    with house.commits():
        assert retry_failed_items(batch=batch, retried_by=house.clerk) == 2

    batch.refresh_from_db()
    assert batch.state == BatchState.DONE
    made = Certificate.objects.valid().filter(item__batch=batch).order_by("item__position")
    assert list(made.values_list("serial", flat=True)) == serials


def test_a_machine_without_a_font_gives_no_numbers_and_says_why(client, house, fonts):
    batch = house.prepared(1)
    (fonts / JAVANESE).unlink()

    with pytest.raises(AssetMissing):
        approve_batch(batch=batch, approved_by=house.head)

    assert not Certificate.objects.exists()
    client.force_login(house.clerk)
    page = client.get(f"/admin/sertifikat/kelompok/{batch.pk}/cetakan/").content.decode()
    assert "tidak dicetak dengan huruf lain" in page
    assert "Semua sertifikat dapat dicetak" not in page
