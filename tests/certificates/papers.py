"""Papers as a forger makes them: everything as issued, but for what she wants it to say."""

from certificates.models import Certificate
from certificates.rendering import press_for
from certificates.rendering.press import Sheet
from certificates.services.designs import design_of
from certificates.services.snapshots import shared_values


def second_pdf(certificate: Certificate, *, name: str) -> bytes:
    """A PDF of the same design with the same number, code and QR code, made out to `name`."""
    printed = {**certificate.snapshot["printed"], "name": name}
    press = press_for(
        design_of(certificate.template_version),
        batch_key="second",
        batch_values=shared_values(printed),
    )
    return press.print(Sheet(printed, certificate.snapshot["verify_url"], certificate.pk.hex))
