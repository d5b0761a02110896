"""The overlay of a duplicate, laid over every page of a finished PDF.

The overlay is a design (`designs/duplicate`, or what an administrator drew from it), laid out on a
sheet of the very size of the document. What is under it is not laid out again.
"""

import io
from collections.abc import Mapping
from typing import Any

import pikepdf

from certificates.rendering.designs import Design
from certificates.rendering.placeholders import fill
from certificates.rendering.press import Workshop

_NAME = pikepdf.Name("/Duplicate")
_OWN_SIZE = "<style>@page { size: %(width).3fpt %(height).3fpt }</style></head>"


def overlaid(pdf: bytes, *, design: Design, values: Mapping[str, Any]) -> bytes:
    """`pdf` with the page of `design` over each page; its text, tags and fonts stay.

    values: printed values of the certificate, and `duplicate_count`, `duplicate_day`. A signature
    in `pdf` is taken out: it would say that the file was changed, which it is.
    """
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _drop_signatures(document)
        box = document.pages[0].mediabox
        size = {"width": float(box[2] - box[0]), "height": float(box[3] - box[1])}
        source = fill(design.front_html, {**values, "density": ""})
        source = source.replace("</head>", _OWN_SIZE % size, 1)
        with pikepdf.open(io.BytesIO(Workshop(design).overlay(source))) as mark:
            form = document.copy_foreign(mark.pages[0].as_form_xobject())
            for page in document.pages:
                page.contents_add(b"q", prepend=True)
                pictures = page.resources.get("/XObject", pikepdf.Dictionary())
                page.resources["/XObject"] = pictures
                pictures[_NAME] = form
                page.contents_add(b"Q /Artifact BMC q /Duplicate Do Q EMC")
            document.save(target, deterministic_id=True)
    return target.getvalue()


def _drop_signatures(document: pikepdf.Pdf) -> None:
    for name in ("/AcroForm", "/Perms"):
        if name in document.Root:
            del document.Root[name]
    for page in document.pages:
        if "/Annots" in page:
            kept = [one for one in page.Annots if one.get("/FT") != "/Sig"]
            page["/Annots"] = pikepdf.Array(kept)
