"""Issued PDFs as answers: private, never cached by others, each download in the history."""

from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify

from certificates.models import Certificate, EventKind, IssueBatch
from certificates.services import record_event
from certificates.services.printing import file_name, zip_stream


def pdf_response(certificate: Certificate, *, downloaded_by: Any) -> FileResponse:
    record_event(
        certificate=certificate,
        kind=EventKind.DOWNLOADED,
        happened_at=timezone.now(),
        actor=downloaded_by,
    )
    return _private(
        FileResponse(
            certificate.pdf.open("rb"),
            as_attachment=True,
            filename=file_name(certificate),
            content_type="application/pdf",
        )
    )


def zip_response(batch: IssueBatch) -> StreamingHttpResponse:
    response = StreamingHttpResponse(zip_stream(batch=batch), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{_stem(batch)}.zip"'
    return _private(response)


def _stem(batch: IssueBatch) -> str:
    return slugify(f"sertifikat {batch.occasion['title']} {batch.issued_on}")


def _private(response: Any) -> Any:
    response["Cache-Control"] = "private, no-store"
    return response
