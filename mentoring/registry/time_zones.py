"""The time zone of a place: places have none of their own, craft centres have."""

from collections.abc import Collection

from django.conf import settings

from mentoring.registry.models import Sentra


def zones_near(codes: Collection[str]) -> dict[str, str]:
    """Code of a place -> IANA name of the zone there. One query for any number of codes.

    That of the craft centre which shares most of the code (village, district, regency,
    province), as zones end at borders of regencies; the site's own where none lies in the
    same province.
    """
    zones = list(Sentra.objects.order_by("pk").values_list("place", "time_zone"))
    return {code: _nearest(code, zones) for code in codes}


def _nearest(code: str, zones: Collection[tuple[str, str]]) -> str:
    nearest, shared = str(settings.TIME_ZONE), 0
    for place, zone in zones:
        if (count := _shared_parts(code, place)) > shared:
            nearest, shared = zone, count
    return nearest


def _shared_parts(one: str, other: str) -> int:
    """How many parts of two codes are the same from the left: 2 of "35.09.10" and "35.09.11"."""
    count = 0
    for mine, its in zip(one.split("."), other.split("."), strict=False):
        if mine != its:
            break
        count += 1
    return count
