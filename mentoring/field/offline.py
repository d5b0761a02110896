"""What this room itself gives phones: the lessons they may keep (`mentoring.field.reading`)."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, TypedDict

from django.templatetags.static import static

from mentoring.field.reading import offline_readings


class LessonBucket(TypedDict):
    """Part `field.lessons`, key: the module's. As `ReadingPack`; script: where it is fetched."""

    module: int
    release: int
    title: str
    url: str
    address: str
    shelf: str
    digest: str
    bytes: int | None
    script: str


class Lessons:
    name = "field.lessons"

    def contents(
        self, user: Any, *, today: date, keys: Collection[str] | None = None
    ) -> Mapping[str, LessonBucket]:
        return {
            str(pack.module): LessonBucket(
                module=pack.module,
                release=pack.release,
                title=pack.title,
                url=pack.url,
                address=pack.address,
                shelf=pack.shelf,
                digest=pack.digest,
                bytes=pack.bytes,
                script=static(reading.script),
            )
            for reading in offline_readings()
            for pack in reading.packs(user)
            if keys is None or str(pack.module) in keys
        }


PARTS = [Lessons()]
