"""A paper from before the register: its list sent by the clerk, kept with the scan by the head."""

import io

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from balai.demo.ledger import remember
from balai.demo.loading.people import Cast
from certificates.models import Certificate, CertificateEvent, Issuer
from certificates.services.past import check_past, keep_past, send_past
from certificates.services.past_work import work_on_past

_SCAN = "keterangan-2014.png"
_TABLE = f"""Nomor;Nama;Tanggal terbit;Pelatihan;Pindaian;Judul kertas
007/KET/CONTOH/VIII/2014;Sutinah Rekaan;17-08-2014;Anyaman pandan;{_SCAN};Surat Keterangan (2014)
"""
_LINES = ("CONTOH", "Surat Keterangan (2014)", "007/KET/CONTOH/VIII/2014", "Sutinah Rekaan")
_A5 = (874, 1240)  # at 150 dots an inch


def load_past_paper(cast: Cast, issuer: Issuer) -> None:
    """One certificate of 2014 among those of today, told apart wherever it stands."""
    clerk, head = cast.staff["petugas-blk"], cast.staff["kepala-blk"]
    found = send_past(
        certificate_type=issuer.types.get(code="keterangan"),
        table=ContentFile(_TABLE.encode(), name="kertas-2014.csv"),
        scans=[ContentFile(_scan(), name=_SCAN)],
        sent_by=clerk,
    )
    check_past(found=found, columns=found.columns, asked_by=clerk)
    work_on_past(import_id=found.pk)
    found.refresh_from_db()
    keep_past(found=found, kept_by=head)
    work_on_past(import_id=found.pk)
    kept = Certificate.objects.filter(scan__legacy_import=found)
    remember(*found.scans.all(), *kept, *CertificateEvent.objects.filter(certificate__in=kept))


def _scan() -> bytes:
    """A drawn sheet, which nobody takes for a paper of somebody."""
    sheet = Image.new("RGB", _A5, "#fbf6e8")
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(40)
    pen.rectangle((30, 30, _A5[0] - 30, _A5[1] - 30), outline="#7a3d12", width=4)
    for place, words in enumerate(_LINES):
        pen.text((_A5[0] / 2, 220 + 160 * place), words, fill="#2a1a10", font=font, anchor="mm")
    kept = io.BytesIO()
    sheet.save(kept, "PNG")
    return kept.getvalue()
