"""What others wrote of a person in passing, and what of it goes when she is erased."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from mentoring.private_files import delete_on_commit
from mentoring.registry.models import (
    CensusEntry,
    DuplicateCase,
    ImportBatch,
    ImportRow,
    Membership,
    MembershipProposal,
    PersonMerge,
)

# What stands where a name was. The same for everybody, so that nobody is found by it.
NOBODY = "(terhapus)"


def forget_what_others_wrote(keys: Sequence[UUID]) -> None:
    """Empty it; that something was proposed, merged or imported stays."""
    MembershipProposal.objects.filter(Q(person__in=keys) | Q(membership__person__in=keys)).update(
        phone="", hamlet="", note="", answer=""
    )
    MembershipProposal.objects.filter(membership__person__in=keys).exclude(full_name="").update(
        full_name=NOBODY
    )
    DuplicateCase.objects.filter(Q(person_a__in=keys) | Q(person_b__in=keys)).update(note="")
    # Nothing is parted again once one of the two is erased.
    PersonMerge.objects.filter(Q(kept__in=keys) | Q(merged__in=keys)).update(filled={}, moved=[])
    _forget_lines(keys)


def _forget_lines(keys: Sequence[UUID]) -> None:
    """What the lines said that made her rows; with their file, which names her, too."""
    made = [
        *keys,
        *Membership.objects.filter(person__in=keys).values_list("pk", flat=True),
        *CensusEntry.objects.filter(person__in=keys).values_list("pk", flat=True),
    ]
    # Keys stand in lists of lists; databases search those as text only.
    written = ImportRow.objects.annotate(made_text=Cast("made", TextField())).filter(
        reduce(or_, (Q(made_text__contains=f'"{key}"') for key in made))
    )
    batches = set(written.values_list("batch", flat=True).order_by())
    written.update(said={}, problems=[])
    for batch in ImportBatch.objects.filter(pk__in=batches):
        delete_on_commit(batch.file)
    ImportBatch.objects.filter(pk__in=batches).update(file="")
