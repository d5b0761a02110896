"""One module with a card of every kind, printed."""

import uuid

import pytest

from curriculum.models import ModulePrint, ModuleRelease
from curriculum.services import CardDraft, ask_for_print
from tests.factories.curriculum import (
    CompetencyUnitFactory,
    check,
    module,
    picture,
    picture_check,
    sound,
    step,
    video,
)


def card(kind, text, **more):
    return CardDraft(id=uuid.uuid4(), kind=kind, text=text, alt=f"Gambar {kind}.", **more)


@pytest.fixture
def cards(db):
    drawn = picture("Kayu")
    voice = sound()
    return [
        step("Pilih kayu yang kering.", picture=drawn, alt="Kayu kering.", sound=voice),
        card("tools", "Siapkan alat.", picture=drawn, items=["Gergaji", "Pensil"], sound=voice),
        card("safety", "Pakai kacamata.", picture=drawn, sound=voice),
        card("practice", "Coba gergaji.", picture=drawn, items=["Ukur kayu", "Potong lurus"]),
        card("video", "Lihat caranya.", picture=drawn, video=video(), transcript="Kayu dijepit."),
        check("Kayu mana yang baik?"),
        picture_check(drawn, picture("Lain"), "Mana yang aman?"),
    ]


@pytest.fixture
def page(cards):
    units = [CompetencyUnitFactory(title_id="Menyiapkan kayu")]
    return module(cards=cards, units=units)


@pytest.fixture
def release(page):
    return ModuleRelease.objects.current().get(page_id=page.pk)


@pytest.fixture
def printed(release, django_capture_on_commit_callbacks):
    """Ask for a kind and let the worker do it: the row as it is then."""

    def ask(kind) -> ModulePrint:
        with django_capture_on_commit_callbacks(execute=True):
            row = ask_for_print(release=release, kind=kind)
        row.refresh_from_db()
        return row

    return ask
