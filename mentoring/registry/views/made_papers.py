"""The file of a paper that a worker made, for whom a room found that she may have it."""

from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.text import slugify

from mentoring.registry.models.made_papers import MadePaper, MadePaperFormat

_TYPES = {
    MadePaperFormat.PDF: "application/pdf",
    MadePaperFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def handed_out(paper: MadePaper, *, mark: str = "") -> FileResponse:
    """The file, to keep under the name of its kind, and `mark` behind it; 404 once it is gone."""
    if not paper.is_open_at(timezone.now()):
        raise Http404
    try:
        content = paper.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    name = "-".join(filter(None, [slugify(paper.get_kind_display())[:40], mark]))
    return FileResponse(
        content,
        as_attachment=True,
        filename=f"{name}.{paper.format}",
        content_type=_TYPES[MadePaperFormat(paper.format)],
    )
