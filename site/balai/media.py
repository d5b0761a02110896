"""Hand out uploaded files where no front server does it: in embedded mode.

Phones ask for sound in pieces (RFC 9110, section 14): Safari plays nothing that answers a
range with the whole file, and other browsers then show neither length nor position.
"""

import mimetypes
import re
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.views.static import serve

# Python knows some of these only where the machine does; a browser that is told another type
# shows no picture and plays no sound.
for suffix, kind in {
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".opus": "audio/ogg",
    ".m4a": "audio/mp4",
}.items():
    mimetypes.add_type(kind, suffix)

# One range; anything cleverer is answered with the whole file, as the RFC allows. No file is
# as long as 18 digits say, and Python refuses to read numbers of some thousand.
ONE_RANGE = re.compile(r"^bytes=([0-9]{0,18})-([0-9]{0,18})$")
# Wagtail and our forms never write another content under an old name.
KEEP_SECONDS = 7 * 24 * 3600


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """The file `path` below MEDIA_ROOT, or the piece of it that was asked for."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    if not isinstance(response, FileResponse):
        return response
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = f"public, max-age={KEEP_SECONDS}"
    asked = ONE_RANGE.match(request.headers.get("Range", ""))
    if request.method != "GET" or asked is None or asked[0] == "bytes=-":
        return response
    return _piece(response, asked[1], asked[2])


def _piece(whole: FileResponse, first: str, last: str) -> HttpResponse:
    """Bytes `first` to `last`, both included; without `first` the last so many."""
    size = int(whole.headers["Content-Length"])
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    name = Path(whole.file_to_stream.name)
    whole.close()
    if start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with name.open("rb") as file:
        file.seek(start)
        piece = HttpResponse(file.read(end - start + 1), status=206)
    for header in ("Content-Type", "Last-Modified", "Accept-Ranges", "Cache-Control"):
        piece.headers[header] = whole.headers[header]
    piece.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return piece
