"""The scripts that plugins ship are those of `site/frontend`, built after the last change."""

import hashlib
import re

import pytest

from launching import places

FRONTEND = places.SITE / "frontend"
BUILT = {"curriculum": ["keep", "reader", "shelf", "visit", "worker"]}
SHIPPED = [(plugin, name) for plugin, names in BUILT.items() for name in names]


def stamp_of(plugin: str) -> str:
    """The digest of all sources of a plugin and of the lock file, as `build.js` writes it."""
    sources = sorted((FRONTEND / plugin).glob("*.js"))
    digest = hashlib.sha256()
    for source in [*sources, FRONTEND / "package-lock.json"]:
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


@pytest.mark.parametrize(("plugin", "name"), SHIPPED)
def test_a_script_was_built_after_its_sources_changed(plugin, name):
    text = (places.CHECKOUT / plugin / "static" / plugin / f"{name}.js").read_text(encoding="utf-8")
    first = text.partition("\n")[0]

    assert re.fullmatch(
        rf"/\* Built from site/frontend/{plugin}, {stamp_of(plugin)}\. \*/", first
    ), "type `make scripts` and commit what it wrote"


def test_the_lock_names_no_registry():
    assert "resolved" not in (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
