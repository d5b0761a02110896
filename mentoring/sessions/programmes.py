"""What this room asks of whoever keeps programmes, lessons and issuers, and what it keeps.

Hook `register_training_programmes`: a function without arguments that returns a
`TrainingProgrammes`. Hook `register_teaching_modules`: a function without arguments that
returns a `TeachingModules`. Hook `register_training_issuers`: a function without arguments that
returns an iterable of `Issuer`. Several may answer; without an answer the lists are empty.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

from wagtail import hooks


class Programme(Protocol):
    """A training programme: which lessons and competency units, and how many lesson hours.

    units: mappings with code, title_id, title_en, jp. modules: mappings with code, title,
    page_id, revision_id, release (number of the version), checks (how many it has).
    """

    code: str
    title_id: str
    title_en: str
    minutes_per_jp: int
    jp_total: int
    units: Sequence[Mapping[str, Any]]
    modules: Sequence[Mapping[str, Any]]


class TrainingProgrammes(Protocol):
    def all(self) -> Iterable[Programme]: ...

    def by_code(self, code: str) -> Programme | None: ...


class TeachingModule(Protocol):
    """A lesson that can be used at a session, with the very text that is read now.

    release: the number of the version, which counts every change of its parts, too.
    """

    page_id: int
    revision_id: int
    code: str
    title: str
    release: int


class TeachingModules(Protocol):
    def modules(self, audience_key: str = "") -> Iterable[TeachingModule]:
        """As the audience (see `register_reading_audiences`) reads them; "" is everybody."""

    # May also have `taught(pairs)`: lessons by (page, release), older releases included; and
    # `modules_of(audience_keys)`: what `modules` answers, for many audiences at once.


class Issuer(Protocol):
    """A body that may give certificates for a training. name: as people know it."""

    code: str
    name: str


def programmes() -> list[Programme]:
    """Every programme that may be trained now, in the order the answers give them."""
    sources = [answer() for answer in hooks.get_hooks("register_training_programmes")]
    return [programme for source in sources for programme in source.all()]


def programme_by_code(code: str) -> Programme | None:
    for answer in hooks.get_hooks("register_training_programmes"):
        found = answer().by_code(code)
        if found is not None:
            return found
    return None


def teaching_modules(audience_key: str = "") -> list[TeachingModule]:
    """Every lesson a facilitator may say she used, in the order the answers give them.

    audience_key: of the group she used it with, which may still read an older version.
    """
    sources = [answer() for answer in hooks.get_hooks("register_teaching_modules")]
    return [module for source in sources for module in source.modules(audience_key)]


def modules_of_audiences(keys: Collection[str]) -> dict[str, list[TeachingModule]]:
    """Audience -> the lessons as it reads them; every asked key is present.

    A source may answer `modules_of(keys)` for many at once; else each is asked for.
    """
    found: dict[str, list[TeachingModule]] = {key: [] for key in keys}
    for answer in hooks.get_hooks("register_teaching_modules"):
        source = answer()
        together = source.modules_of(keys) if hasattr(source, "modules_of") else {}
        for key in keys:
            found[key].extend(together[key] if key in together else source.modules(key))
    return found


def lessons_taught(
    asked: Collection[tuple[int, int | None]],
) -> dict[tuple[int, int | None], TeachingModule]:
    """(page, release) -> the lesson with the text of that release; unknown ones are absent.

    A source may answer `taught(pairs)` for many at once; else its present lessons are
    looked through. Where the release is None, the present one is meant.
    """
    found: dict[tuple[int, int | None], TeachingModule] = {}
    if not asked:
        return found
    for answer in hooks.get_hooks("register_teaching_modules"):
        source = answer()
        for module in source.modules(""):
            for pair in ((module.page_id, module.release), (module.page_id, None)):
                if pair in asked:
                    found[pair] = module
        older = {pair for pair in asked if pair not in found}
        if older and hasattr(source, "taught"):
            found.update({(each.page_id, each.release): each for each in source.taught(older)})
    return found


def issuers() -> list[Issuer]:
    """Every body a training may be held for, in the order the answers give them."""
    return [
        issuer for answer in hooks.get_hooks("register_training_issuers") for issuer in answer()
    ]


def frozen(programme: Programme) -> dict[str, Any]:
    """The programme as plain data: what a training run keeps for good."""
    return {
        "code": programme.code,
        "title_id": programme.title_id,
        "title_en": programme.title_en,
        "minutes_per_jp": programme.minutes_per_jp,
        "jp_total": programme.jp_total,
        "units": [dict(unit) for unit in programme.units],
        "modules": [dict(module) for module in programme.modules],
    }
