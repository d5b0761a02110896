"""The scripts that plugins ship are those of `site/frontend`, built after the last change."""

import hashlib
import re

import pytest

from launching import places

FRONTEND = places.SITE / "frontend"
# folder of sources -> where the built files lie, and which there are; as in `build.js`.
BUILT = {
    "curriculum": (
        "curriculum/static/curriculum",
        ["keep", "offline", "reader", "shelf", "visit", "worker"],
    ),
    "certificates": ("certificates/static/certificates", ["checker", "proof", "save"]),
    "field": ("mentoring/field/static/mentoring_field", ["app", "worker"]),
    "sessions": (
        "mentoring/sessions/static/mentoring_sessions/phone",
        ["group", "home", "member", "plan", "visit"],
    ),
    "incubation": (
        "mentoring/incubation/static/mentoring_incubation/phone",
        ["sheet", "sheets"],
    ),
}
SHIPPED = [(folder, to, name) for folder, (to, names) in BUILT.items() for name in names]


def stamp_of(folder: str) -> str:
    """The digest of all sources of a folder and of the lock file, as `build.js` writes it."""
    sources = sorted((FRONTEND / folder).glob("*.js"))
    digest = hashlib.sha256()
    for source in [*sources, FRONTEND / "package-lock.json"]:
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


@pytest.mark.parametrize(("folder", "to", "name"), SHIPPED)
def test_a_script_was_built_after_its_sources_changed(folder, to, name):
    text = (places.CHECKOUT / to / f"{name}.js").read_text(encoding="utf-8")
    first = text.partition("\n")[0]

    assert re.fullmatch(
        rf"/\* Built from site/frontend/{folder}, {stamp_of(folder)}\. \*/", first
    ), "type `make scripts` and commit what it wrote"


def test_the_lock_names_no_registry():
    assert "resolved" not in (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
