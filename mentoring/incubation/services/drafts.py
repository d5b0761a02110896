"""Rounds that were begun and not submitted."""

from django.db import transaction

from mentoring.incubation.models import Response, Round, RoundState
from mentoring.private_files import delete_on_commit
from mentoring.registry.models import ConsentPurpose, Person


@transaction.atomic
def drop_drafts_about(*, person: Person, purpose: str) -> int:
    """Delete what was begun about `person` once she no longer agrees to being accompanied;
    return how many. What was submitted stays in the figures. Other purposes change nothing."""
    if purpose != ConsentPurpose.MENTORING:
        return 0
    drafts = Round.objects.filter(person=person, state=RoundState.OPEN)
    for response in Response.objects.filter(round__in=drafts).exclude(file=""):
        delete_on_commit(response.file)
    count = drafts.count()
    drafts.delete()
    return count
