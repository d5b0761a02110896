"""What others wrote of a person in passing, and what of it goes when she is erased."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry

from mentoring.private_files import delete_on_commit
from mentoring.registry.models import (
    CensusEntry,
    CrafterGroup,
    DuplicateCase,
    ImportBatch,
    ImportRow,
    Membership,
    MembershipProposal,
    Person,
    PersonMerge,
    ProposalState,
)
from mentoring.registry.name_keys import name_key

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


def forget_proposals_by_name(keys: Sequence[UUID], now: datetime) -> None:
    """Take the name out of proposals that led to no row of hers: those that wait, were
    declined or withdrawn, in groups of her villages and her own. One that waits is withdrawn.

    A namesake there may lose her name, too: better than one name too many that stays.
    """
    people = Person.objects.filter(pk__in=keys)
    names = {name_key(name) for name in people.values_list("full_name", flat=True)}
    groups = CrafterGroup.objects.filter(
        Q(sentra__place__in=people.exclude(place=None).values("place"))
        | Q(memberships__person__in=keys)
    )
    named = MembershipProposal.objects.filter(
        group__in=groups.values("pk"), person=None, membership=None
    ).exclude(full_name=NOBODY)
    hers = [
        pk
        for pk, full_name in named.values_list("pk", "full_name").order_by()
        if name_key(full_name) in names
    ]
    forgotten = MembershipProposal.objects.filter(pk__in=hers)
    forgotten.update(full_name=NOBODY, phone="", hamlet="", note="", answer="")
    forgotten.waiting().update(state=ProposalState.WITHDRAWN, decided_at=now)
    ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(MembershipProposal),
        object_id__in=[str(pk) for pk in hers],
    ).update(label=NOBODY)


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
