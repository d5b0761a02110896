"""What curriculum offers for teaching: the hooks `register_training_programmes` and
`register_teaching_modules`. Plain frozen answers that others may keep as they are."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from curriculum import shelf
from curriculum.models import ModuleRelease
from curriculum.models import Programme as ProgrammeRow
from curriculum.pinned import releases_held_by, releases_held_by_each


@dataclass(frozen=True)
class TeachingModule:
    """A module that is published now, and the release its readers read.

    release: its number. A change of one lesson leaves the module's own revision as it was,
    so only the number says which text was taught.
    """

    page_id: int
    revision_id: int
    code: str
    title: str
    release: int


@dataclass(frozen=True)
class Programme:
    """A programme with everything a training or a certificate keeps of it.

    units: mappings of code, title_id, title_en, jp. modules: mappings of code, title,
    page_id, revision_id and release (its number; both None while unpublished), checks
    (how many) and is_required.
    JP are whole numbers, or floats where a half hour is meant.
    """

    code: str
    title_id: str
    title_en: str
    minutes_per_jp: int
    jp_total: int | float
    units: Sequence[Mapping[str, Any]]
    modules: Sequence[Mapping[str, Any]]


class TrainingProgrammes:
    """Every programme, in a fixed number of queries."""

    def all(self) -> list[Programme]:
        return _programmes(ProgrammeRow.objects.all())

    def by_code(self, code: str) -> Programme | None:
        return next(iter(_programmes(ProgrammeRow.objects.filter(code=code))), None)


class TeachingModules:
    def modules(self, audience_key: str = "") -> list[TeachingModule]:
        """Every published module, by code, in the language it was first written in.

        audience_key: who reads together; each module in the release that they still read.
        """
        held = releases_held_by(audience_key) if audience_key and shelf.pins_exist() else {}
        return _as_read(_offered(), held)

    def modules_of(self, audience_keys: Collection[str]) -> dict[str, list[TeachingModule]]:
        """The same for many audiences; three queries however many there are."""
        held = releases_held_by_each(audience_keys) if shelf.pins_exist() else {}
        offered = list(_offered())
        return {key: _as_read(offered, held.get(key, {})) for key in audience_keys}

    def taught(self, pairs: Collection[tuple[int, int | None]]) -> list[TeachingModule]:
        """The modules of these (page, number of the release); unknown ones are absent."""
        numbers = {number for _page, number in pairs if number is not None}
        releases = ModuleRelease.objects.filter(
            page_id__in={page for page, _number in pairs}, number__in=numbers
        ).defer("manifest", "face")
        return [
            TeachingModule(each.page_id, each.revision_id, each.code, each.title, each.number)
            for each in releases
            if (each.page_id, each.number) in pairs
        ]


def _offered() -> Iterable[ModuleRelease]:
    return ModuleRelease.objects.current().originals().order_by("code", "pk")


def _as_read(
    releases: Iterable[ModuleRelease], held: Mapping[int, ModuleRelease]
) -> list[TeachingModule]:
    read = (held.get(each.page_id, each) for each in releases)
    return [
        TeachingModule(each.page_id, each.revision_id, each.code, each.title, each.number)
        for each in read
    ]


def _programmes(rows: Any) -> list[Programme]:
    rows = list(rows.prefetch_related("programme_units__unit", "programme_modules__module"))
    page_ids = {each.module_id for row in rows for each in row.programme_modules.all()}
    releases = {
        release.page_id: release
        for release in ModuleRelease.objects.current().filter(page_id__in=page_ids).with_lessons()
    }
    return [_programme(row, releases) for row in rows]


def _programme(row: ProgrammeRow, releases: Mapping[int, ModuleRelease]) -> Programme:
    return Programme(
        code=row.code,
        title_id=row.title_id,
        title_en=row.title_en,
        minutes_per_jp=row.minutes_per_jp,
        jp_total=plain(row.jp),
        units=tuple(
            {
                "code": each.unit.code,
                "title_id": each.unit.title_id,
                "title_en": each.unit.title_en,
                "jp": plain(each.jp),
            }
            for each in row.programme_units.all()
        ),
        modules=tuple(_modules(row.programme_modules.all(), releases)),
    )


def _modules(
    rows: Iterable[Any], releases: Mapping[int, ModuleRelease]
) -> Iterable[Mapping[str, Any]]:
    for row in rows:
        release = releases.get(row.module_id)
        yield {
            "code": release.code if release else "",
            "title": release.title if release else row.module.title,
            "page_id": row.module_id,
            "revision_id": release.revision_id if release else None,
            "release": release.number if release else None,
            "checks": sum(len(each.check_ids) for each in release.lessons.all()) if release else 0,
            "is_required": row.is_required,
        }


def plain(hours: Decimal) -> int | float:
    """Lesson hours as JSON keeps them: 40, or 2.5."""
    return int(hours) if hours == int(hours) else float(hours)
