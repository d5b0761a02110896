"""The logo of an issuer as it is printed: small, re-encoded, without metadata."""

from certificates.models import Issuer

# 22 mm at 300 dpi is 260 pixels; the filter also drops metadata by encoding anew.
_PRINTED = "max-360x260|format-png"


def frozen_logo(issuer: Issuer) -> bytes:
    """PNG bytes of the logo as it is now, empty if the issuer has none."""
    if issuer.logo is None:
        return b""
    with issuer.logo.get_rendition(_PRINTED).file.open("rb") as picture:
        return picture.read()
