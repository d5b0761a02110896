"""Lists that came in: one written, one with lines to correct, one that cannot be read; and two
records that may be one person."""

from django.core.files.base import ContentFile

from balai.accounts.models import User
from balai.demo.ledger import remember
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from mentoring.registry.models import CensusEntry, ImportBatch, Likeness, Membership, ReachedThrough
from mentoring.registry.services import (
    check_list,
    note_likeness,
    register_person,
    run_import,
    take_in_list,
    write_list,
)

TWINS = (("Ruminah Contoh", "Rumina Contoh"), ("Inaq Sahnim Rekaan", "Inak Sahnim Rekaan"))
HEADINGS = "nama;dusun;sentra;jk;lapis;ditemui lewat;tanggal"
# Whoever reads the file meets this line after the first ones that tell the headings.
_ENDLESS = "x" * 140_000


def load_lists(cast: Cast, timeline: Timeline) -> None:
    """By the services people use; the worker's part is done here at once."""
    sentra = cast.sentra["A"]
    coordinator = cast.coordinator_of(cast.groups["Ronce Melati"])
    day, way = timeline.days_ago(9).isoformat(), ReachedThrough.WALK_THROUGH.label
    good = [
        f"{name} Contoh;Kebon;{sentra.name};P;{stratum};{way};{day}"
        for name, stratum in (("Marni", "tertinggal"), ("Tumini", "tertinggal"), ("Lasmi", ""))
    ]
    wrong = [
        f"Warsih Contoh;Kebon;{sentra.name};P;miskin;{way};{day}",
        f"Sumi Contoh;;;P;;{way};{day}",
    ]
    written = _checked(coordinator, "sensus-dusun-kebon-contoh.csv", good)
    write_list(batch=written, written_by=coordinator)
    run_import(batch_id=written.pk)
    remember(*CensusEntry.objects.filter(pk__in=_keys_written(written)))
    _checked(coordinator, "sensus-perlu-dibetulkan-contoh.csv", [*good[:1], *wrong])
    _checked(coordinator, "sensus-rusak-contoh.csv", [*good * 5, _ENDLESS])


def _checked(user: User, file_name: str, lines: list[str]) -> ImportBatch:
    text = "\n".join([HEADINGS, *lines])
    batch = take_in_list(
        kind="census", file=ContentFile(text.encode()), file_name=file_name, uploaded_by=user
    )
    check_list(batch=batch, columns=batch.columns, asked_by=user)
    run_import(batch_id=batch.pk)
    batch.refresh_from_db()
    remember(*batch.rows.all())
    return batch


def _keys_written(batch: ImportBatch) -> list[str]:
    return [key for row in batch.rows.all() for _model, key in row.made]


def load_twins(cast: Cast) -> None:
    """One pair in each regency, so that both coordinators have something to compare."""
    for full_name, written_otherwise in TWINS:
        membership = Membership.objects.select_related("person", "group__sentra").get(
            person__full_name=full_name, ends_on=None
        )
        person = membership.person
        twin = register_person(
            full_name=written_otherwise,
            hamlet=person.hamlet,
            place=person.place,
            sex=person.sex,
            registered_by=cast.coordinator_of(membership.group),
        )
        note_likeness(person=person, other=twin, reason=Likeness.NAME_AND_HAMLET, score=70)
