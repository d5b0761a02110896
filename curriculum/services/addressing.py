"""Give cards the short addresses that are printed on paper."""

import uuid
from collections.abc import Collection

from django.db import transaction

from curriculum.card_codes import new_code
from curriculum.models import CardAddress, ModuleRelease

Place = tuple[int, uuid.UUID]  # lesson's page key, block id


@transaction.atomic
def address_cards(*, release: ModuleRelease, cards: Collection[Place]) -> dict[Place, str]:
    """The code of each of `cards` (of `release`), made where there is none yet.

    A card keeps its code in every later release; `release` is remembered as the one it was
    printed from if it is the newest. Five reads and writes for any number of cards.
    """
    known = _known(cards)
    older = [each.pk for each in known.values() if each.release.number < release.number]
    if older:
        CardAddress.objects.filter(pk__in=older).update(release=release)
    missing = set(cards) - known.keys()
    while missing:
        # A code that is taken, or a card that another worker addressed just now, is passed
        # over by the database; what is still missing then is tried again.
        CardAddress.objects.bulk_create(
            [
                CardAddress(code=new_code(), lesson_id=lesson, block_id=block, release=release)
                for lesson, block in missing
            ],
            ignore_conflicts=True,
        )
        known |= _known(missing)
        missing -= known.keys()
    return {place: address.code for place, address in known.items()}


def _known(cards: Collection[Place]) -> dict[Place, CardAddress]:
    rows = CardAddress.objects.filter(
        lesson_id__in={lesson for lesson, _block in cards},
        block_id__in=[block for _lesson, block in cards],
    ).select_related("release")
    found = rows.defer("release__manifest", "release__face")
    wanted = set(cards)
    by_place = {(each.lesson_id, each.block_id): each for each in found}
    return {place: each for place, each in by_place.items() if place in wanted}
