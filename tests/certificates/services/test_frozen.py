"""What was issued stays as it was, whatever becomes of people, designs and trainings."""

import hashlib

import pikepdf
import pytest

from certificates.models import Certificate, CertificateType, Issuer, Signatory, TemplateVersion
from certificates.services import check_archive, issue_items, verify

pytestmark = pytest.mark.django_db
HERE = "10.0.0.1"


def what_is_told(certificate):
    verdict = verify(typed=certificate.public_code, address=HERE)
    return verdict.state, verdict.printed, verdict.pdf_sha256


def test_new_names_new_designs_and_a_deleted_training_change_nothing(house):
    certificate = house.certificate()
    pdf, told = certificate.pdf.read(), what_is_told(certificate)

    certificate.holder.full_name = "Nama Baru"
    certificate.holder.save()
    Issuer.objects.update(name_id="Nama Penerbit Baru", header_lines="", address="")
    Signatory.objects.update(name="Pejabat Baru", nip="")
    CertificateType.objects.update(title_id="Judul Baru")
    version = TemplateVersion.objects.get(pk=certificate.template_version_id)
    version.pk, version.number, version.front_html = None, version.number + 1, "<p>[[name]]</p>"
    version.save()
    house.teller.occasions.clear()
    house.teller.holders.clear()
    house.teller.facts.clear()
    issue_items(item_ids=[certificate.item_id])

    now = Certificate.objects.get(pk=certificate.pk)
    assert now.pdf.read() == pdf
    assert hashlib.sha256(pdf).hexdigest() == now.pdf_sha256 == certificate.pdf_sha256
    assert now.snapshot == certificate.snapshot
    assert what_is_told(now) == told
    assert check_archive().is_whole


def test_a_pdf_that_was_opened_and_saved_again_is_no_longer_the_issued_one(house, tmp_path):
    certificate = house.certificate()
    (tmp_path / "paper.pdf").write_bytes(certificate.pdf.read())

    with pikepdf.open(tmp_path / "paper.pdf") as paper:
        paper.save(tmp_path / "again.pdf")

    again = hashlib.sha256((tmp_path / "again.pdf").read_bytes()).hexdigest()
    assert again != verify(typed=certificate.public_code, address=HERE).pdf_sha256
