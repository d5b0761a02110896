"""Batches of people who met every rule, issued by the services a clerk and a head use."""

import io
import statistics
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - after setup
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from PIL import Image  # noqa: E402

from certificates import conf  # noqa: E402
from certificates.models import (  # noqa: E402
    Certificate,
    CertificateType,
    IssueBatch,
    Issuer,
    SigningKey,
)
from certificates.rendering import press_for  # noqa: E402
from certificates.rendering.press import Press, Sheet  # noqa: E402
from certificates.services import (  # noqa: E402
    approve_batch,
    issue_items,
    prepare_batch,
    publish_revocation_lists,
)
from certificates.services.badges import badge_of  # noqa: E402
from certificates.services.designs import design_of  # noqa: E402
from certificates.services.keys import rotate_key  # noqa: E402
from certificates.services.signing import signed_by  # noqa: E402
from certificates.services.snapshots import shared_values  # noqa: E402
from certificates.services.status_lists import allot_places  # noqa: E402
from tests.benchmarks.inside import answer, reads_and_writes  # noqa: E402
from tests.factories.certificates import (  # noqa: E402
    CertificateTypeFactory,
    IssuerFactory,
    MembershipFactory,
    Teller,
    ToldHolder,
    ToldOccasion,
    ToldParticipant,
    all_met,
    telling,
)

PICTURES = Path(__file__).resolve().parents[3] / "site" / "balai" / "demo"
PHOTO_PIXELS = (354, 472)  # 3 x 4 cm at 300 dots an inch


def stage() -> dict[str, str]:
    """An issuer with a clerk, a head and a type; answers the clerk's username."""
    issuer = IssuerFactory(code="BLK-CONTOH")
    CertificateTypeFactory(issuer=issuer, code="pelatihan")
    clerk, _head = (MembershipFactory(issuer=issuer, role=role) for role in ("clerk", "head"))
    return {"clerk": clerk.user.username}


def give_proofs() -> dict[str, str]:
    """Give the issuer a key, so that what is issued from now on bears a proof in its QR code."""
    return {"kid": _key(CertificateType.objects.get(code="pelatihan").issuer, "proof").kid}


def publish() -> dict[str, int]:
    """Sign the lists that phones keep; answers how many."""
    return {"lists": publish_revocation_lists()}


def approve(count: str) -> dict[str, str]:
    """Prepare and approve a batch of `count` people; its items wait for workers."""
    return {"batch": _approved(int(count)).pk.hex}


def _approved(count: int) -> IssueBatch:
    batch = _prepared(count)
    head = batch.type.issuer.memberships.get(role="head").user
    return approve_batch(batch=batch, approved_by=head)


def _prepared(count: int) -> IssueBatch:
    kind = CertificateType.objects.select_related("issuer").get(code="pelatihan")
    clerk = kind.issuer.memberships.get(role="clerk").user
    key = f"bench-{time.time_ns()}"
    users = _people(key, count)
    occasion = ToldOccasion(
        key=key,
        issuer_code=kind.issuer.code,
        participants=tuple(
            ToldParticipant(user.pk, f"{number:03}") for number, user in enumerate(users, 1)
        ),
    )
    teller = Teller(
        facts={user.pk: all_met() for user in users},
        holders={user.pk: ToldHolder(user.full_name) for user in users},
    )
    with telling(teller):
        return prepare_batch(occasion=occasion, certificate_type=kind, prepared_by=clerk)


def _people(key: str, count: int) -> list[Any]:
    """Written at once and without passwords, whose hashing would take minutes."""
    return get_user_model().objects.bulk_create(
        get_user_model()(
            username=f"{key}-{number}", full_name=f"Perajin {number} Contoh", password="!"
        )
        for number in range(count)
    )


def issue(count: str) -> dict[str, Any]:
    """Issue a batch of `count` in this process, in portions as workers get them.

    Answers batch, code (public code of one of them), proof (of the same) and queries: all reads
    and writes of approval and issue. Portions are as large as those of a batch of 500 and more.
    """
    batch = _prepared(int(count))
    head = batch.type.issuer.memberships.get(role="head").user
    with CaptureQueriesContext(connection) as asked:
        approve_batch(batch=batch, approved_by=head)
        keys = list(batch.items.order_by("position").values_list("pk", flat=True))
        for start in range(0, len(keys), conf.items_per_task()):
            issue_items(item_ids=keys[start : start + conf.items_per_task()])
    certificate = Certificate.objects.valid().filter(item__batch=batch)[0]
    return {
        "batch": str(batch.pk),
        "code": certificate.public_code,
        "proof": certificate.qr_payload,
        "queries": reads_and_writes(asked),
    }


def printing(count: str) -> dict[str, float]:
    """Print `count` certificates with a photo, and sign each (PAdES B-B, P-256).

    Answers medians of one: cpu_ms and bytes as printed, signed_cpu_ms with the signature;
    credential_cpu_ms and credential_bytes of a badge alone, badge_cpu_ms and badge_bytes of a
    certificate with its badge inside, made and printed.
    """
    issue("1")
    certificate = Certificate.objects.select_related("template_version").latest("pk")
    printed = certificate.snapshot["printed"]
    press = press_for(
        design_of(certificate.template_version),
        batch_key="bench",
        batch_values=shared_values(printed),
    )
    photo, spent, sizes, with_signature = _photo(), [], [], []
    key = _key(certificate.issuer, "pdf")
    badges = _Badges(certificate, press)
    for number in range(int(count) + 1):
        sheet = Sheet(
            values={**printed, "name": f"{printed['name']} {number}"},
            verify_url=certificate.snapshot["verify_url"],
            identifier=f"{number:032}",
            photo=photo,
        )
        started = time.process_time()
        pdf = press.print(sheet)
        spent.append((time.process_time() - started) * 1000)
        sizes.append(len(pdf))
        signed_by(key, pdf)
        with_signature.append((time.process_time() - started) * 1000)
        badges.measure(sheet)
    # The first one parses fonts and is not like the others.
    return {
        "cpu_ms": statistics.median(spent[1:]),
        "bytes": statistics.median(sizes),
        "signed_cpu_ms": statistics.median(with_signature[1:]),
        **badges.medians(),
    }


class _Badges:
    """What the badge of `certificate` costs, alone and inside its PDF."""

    def __init__(self, certificate: Certificate, press: Press) -> None:
        self._certificate, self._press = certificate, press
        certificate.type.gives_badge = True
        self._key = _key(certificate.issuer, "proof")
        allot_places([certificate])
        self._taken: dict[str, list[float]] = {}

    def measure(self, sheet: Sheet) -> None:
        """One badge made anew, and `sheet` printed with it."""
        self._certificate.credential = ""
        started = time.process_time()
        kind = self._certificate.type
        credential = badge_of(self._certificate, kind=kind, key=self._key)
        self._note("credential_cpu_ms", (time.process_time() - started) * 1000)
        pdf = self._press.print(replace(sheet, credential=credential))
        self._note("badge_cpu_ms", (time.process_time() - started) * 1000)
        self._note("credential_bytes", len(credential))
        self._note("badge_bytes", len(pdf))

    def _note(self, name: str, figure: float) -> None:
        self._taken.setdefault(name, []).append(figure)

    def medians(self) -> dict[str, float]:
        # The first one imports the library and is not like the others.
        return {name: statistics.median(taken[1:]) for name, taken in self._taken.items()}


def _key(issuer: Issuer, purpose: str) -> SigningKey:
    """A new key of `issuer`, made by a passing administrator."""
    keeper = get_user_model().objects.create(
        username=f"keeper-{time.time_ns()}", full_name="Penjaga Contoh", is_superuser=True
    )
    return rotate_key(issuer=issuer, purpose=purpose, made_by=keeper)


def _photo() -> bytes:
    """A drawing of the demo cut to a passport photograph: as many bytes as a face."""
    source = sorted(PICTURES.rglob("*.webp"))[0]
    file = io.BytesIO()
    Image.open(source).convert("RGB").resize(PHOTO_PIXELS).save(file, "JPEG", quality=76)
    return file.getvalue()


if __name__ == "__main__":
    answer(
        {
            "stage": stage,
            "give_proofs": give_proofs,
            "publish": publish,
            "approve": approve,
            "issue": issue,
            "printing": printing,
        }
    )
