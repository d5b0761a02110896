"""What an administrator has made before the path begins, in a running site's own database.

Run inside the site's environment: `python -m tests.journeys.path.stage VERB`.
"""

import sys
from datetime import date, timedelta

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - after setup
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from wagtail.models import Site  # noqa: E402

from certificates.models import Issuer  # noqa: E402
from certificates.services.setting_up import (  # noqa: E402
    add_membership,
    add_signatory,
    create_certificate_type,
    create_issuer,
    create_rule_set,
    register_shipped_design,
)
from curriculum.pages.models import ModuleIndexPage  # noqa: E402
from curriculum.services.setting_up import (  # noqa: E402
    give_lesson_rights,
    open_lesson_index,
)
from mentoring.incubation.services import load_default_instrument, open_cycle  # noqa: E402
from mentoring.registry.models import Person, Place  # noqa: E402
from mentoring.registry.services import change_person, grant_mandate  # noqa: E402
from tests.journeys.path.people import PASSWORD  # noqa: E402

User = get_user_model()
TODAY = date.today()
LONG_AGO = TODAY - timedelta(days=400)

PLACES = {
    "35": "Jawa Timur",
    "35.09": "Jember",
    "35.09.10": "Balung",
    "35.09.10.2003": "Tutul",
}
# Account name -> full name and role.
PEOPLE = {
    "penulis": ("Penulis Contoh", "author"),
    "penerbit": ("Penerbit Contoh", "publisher"),
    "perajin": ("Ruminah Contoh", "crafter"),
    "koordinator": ("Koordinator Contoh", "coordinator"),
    "pendamping": ("Pendamping Contoh", "facilitator"),
    "evaluator": ("Evaluator Contoh", "evaluator"),
    "manajer": ("Manajer Contoh", "programme_manager"),
    "instruktur": ("Instruktur Contoh", "instructor"),
    "petugas": ("Petugas Contoh", "blk_clerk"),
    "kepala": ("Kepala Contoh", "blk_head"),
}
# Account name -> the place its mandate holds for; the role is that of the account.
MANDATES = {"koordinator": "35.09", "evaluator": "35.09", "manajer": "35"}
STAFF_OF_THE_ISSUER = {"petugas": "clerk", "kepala": "head", "instruktur": "instructor"}


def cast() -> None:
    """Places, people with roles and mandates, an empty shelf of lessons, an issuer, a cycle."""
    _make_places()
    users = _make_people()
    _open_shelf()
    _make_issuer(users)
    open_cycle(
        name="Siklus Contoh",
        place=Place.objects.get(code="35.09"),
        starts_on=TODAY - timedelta(days=30),
        instrument_version=load_default_instrument(),
        opened_by=users["manajer"],
    )


def link_account() -> None:
    """Say that the person Ruminah Contoh is who signs in as `perajin`: no form asks it yet."""
    change_person(
        person=Person.objects.get(full_name=PEOPLE["perajin"][0]),
        changes={"user": User.objects.get(username="perajin")},
        changed_by=User.objects.get(username="koordinator"),
    )


def _make_places() -> None:
    for code, name in PLACES.items():
        Place.objects.create(code=code, name=name, parent_id=code.rpartition(".")[0] or None)


def _make_people() -> dict[str, User]:
    password = make_password(PASSWORD)
    users = {}
    for username, (full_name, role) in PEOPLE.items():
        users[username] = User.objects.create(
            username=username, full_name=full_name, password=password
        )
        users[username].groups.set([Group.objects.get(name=role)])
    for username, code in MANDATES.items():
        grant_mandate(
            user=users[username],
            role=PEOPLE[username][1],
            place=Place.objects.get(code=code),
            starts_on=LONG_AGO,
            granted_by=None,
        )
    return users


def _open_shelf() -> None:
    index = open_lesson_index(
        parent=Site.objects.get(is_default_site=True).root_page,
        index_model=ModuleIndexPage,
        title="Pelajaran",
        slug="pelajaran",
        intro="Pilih pelajaran. Baca, dengar, lalu coba.",
    )
    give_lesson_rights(
        index=index,
        authors=[Group.objects.get(name="author")],
        translators=[Group.objects.get(name="translator")],
        publishers=[Group.objects.get(name="publisher")],
        workflow_name="Periksa pelajaran",
    )


def _make_issuer(users: dict[str, User]) -> None:
    issuer = create_issuer(
        code="BLK-CONTOH",
        name_id="BLK Contoh",
        name_en="Sample Training Centre",
        signing_place="Jember",
        head_title="Kepala BLK Contoh",
        footer_line="Contoh, bukan dokumen resmi.",
        is_sample=True,
    )
    for username, role in STAFF_OF_THE_ISSUER.items():
        add_membership(user=users[username], issuer=issuer, role=role, starts_on=LONG_AGO)
    add_signatory(
        issuer=issuer, name="Kepala Contoh", title="Kepala BLK Contoh", starts_on=LONG_AGO
    )
    _make_certificate_type(issuer)


def _make_certificate_type(issuer: Issuer) -> None:
    create_certificate_type(
        issuer=issuer,
        code="pelatihan",
        title_id="Sertifikat Pelatihan",
        title_en="Certificate of Training",
        rule_set=create_rule_set(
            issuer=issuer,
            code="pelatihan",
            name="Pelatihan manik-manik",
            rules=[
                ("attended_share", {"percent": 60}),
                ("modules_completed", {}),
                ("checks_passed", {"percent": 100}),
            ],
        ),
        template=register_shipped_design(folder="blk_training").template,
    )


VERBS = {"cast": cast, "link_account": link_account}

if __name__ == "__main__":
    VERBS[sys.argv[1]]()
