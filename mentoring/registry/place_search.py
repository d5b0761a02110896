"""Finding places by code or name, for the type-ahead, choosers and fields of forms."""

from contextlib import suppress

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from mentoring.registry.models import Place
from mentoring.registry.place_codes import looks_like_a_code, read_place_code

MOST = 20
_ABOVE = ("parent__name", "parent__parent__name", "parent__parent__parent__name")


def places_matching(text: str, places: QuerySet | None = None) -> QuerySet:
    """Places that `text` may mean, the likeliest first, each with the places above it.

    A code, or its beginning, finds by code. Of words, the first is part of the place's own
    name and each other of its name or of a place above it: "tutul jember". Nothing for "".
    """
    found = Place.objects.all() if places is None else places
    found = found.select_related("parent__parent__parent")
    words = text.replace(",", " ").split()
    if not words:
        return found.none()
    if looks_like_a_code(text):
        return found.filter(_code_begins(text.strip())).order_by("code")
    found = found.filter(name__icontains=words[0])
    for word in words[1:]:
        above = Q(name__icontains=word)
        for lookup in _ABOVE:
            above |= Q(**{f"{lookup}__icontains": word})
        found = found.filter(above)
    whole = Case(
        When(name__iexact=words[0], then=Value(0)),
        When(name__istartswith=words[0], then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return found.order_by(whole, "name", "code")


def _code_begins(text: str) -> Q:
    """As typed so far, and as it reads with its full stops and zeros."""
    condition = Q(code__startswith=text.replace(" ", ".").rstrip("."))
    with suppress(ValueError):
        condition |= Q(code__startswith=read_place_code(text).code)
    return condition | Q(bps_code=text)


def full_path(place: Place) -> str:
    """ "Tutul, Balung, Jember, Jawa Timur"; reads the places above, so select them first."""
    return ", ".join(each.name for each in place.path())


def the_place_meant(text: str, places: QuerySet | None = None) -> list[Place]:
    """The one place `text` names, or the first few it may mean; [] if it means none.

    places: those that may be meant, all if it is None. A field's suggestion begins with the
    whole code, which decides whatever follows.
    """
    first = text.strip().partition(" ")[0]
    if looks_like_a_code(first):
        try:
            code = read_place_code(first).code
        except ValueError:
            return []
        known = Place.objects.all() if places is None else places
        return list(known.filter(code=code).select_related("parent__parent__parent"))
    found = list(places_matching(text, places)[:MOST])
    words = text.replace(",", " ").split()
    same = [place for place in found if words and place.name.lower() == text.strip().lower()]
    return same if len(same) == 1 else found
