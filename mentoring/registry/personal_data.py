"""What the registry keeps about one person, and what of it may go."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from mentoring.personal_data import Section, Subject, section
from mentoring.private_files import delete_on_commit
from mentoring.registry.forgetting import (
    NOBODY,
    forget_proposals_by_name,
    forget_what_others_wrote,
)
from mentoring.registry.models import (
    BoardSeat,
    BusinessTie,
    CensusEntry,
    Consent,
    DataCopy,
    DuplicateCase,
    Membership,
    MembershipProposal,
    Person,
    PersonIdentifier,
    VulnerabilityAssessment,
)
from mentoring.registry.vulnerability import answers_in_words

_ABOUT = [
    "full_name",
    "nickname",
    "title_before",
    "title_after",
    "sex",
    "birthplace",
    "born_on",
    "birth_year",
    "is_birth_estimated",
    "phone",
    "phone_is_shared",
    "place",
    "hamlet",
    "rt_rw",
    "languages",
    "schooling",
    "disability",
    "is_head_of_household",
    "raises_children_alone",
    "receives_social_aid",
    "helped_by_minors",
    "worker_statuses",
]


class RegistryData:
    """The registry's answer to the hook `register_personal_data`."""

    name = "mentoring.registry"

    def describe(self) -> list[str]:
        return [
            _("Name, address, birth, work and how to reach you, as long as you are accompanied."),
            _("Identity numbers, sealed, until two years after the end of your cycle."),
            _("Which groups you belonged to, and what you agreed to."),
        ]

    def export(self, subject: Subject) -> list[Section]:
        mine = {"person__in": subject.person_ids}
        people = Person.objects.filter(pk__in=subject.person_ids).select_related("place")
        return [
            section("person", _("About me"), people, _ABOUT),
            _numbers(PersonIdentifier.objects.filter(**mine)),
            section(
                "memberships",
                _("My groups"),
                Membership.objects.filter(**mine).select_related("group"),
                ["group", "role", "starts_on", "ends_on", "reason"],
            ),
            section(
                "consents",
                _("What I agreed to"),
                Consent.objects.filter(**mine).select_related("text"),
                ["purpose", "text", "language", "mode", "witness", "given_at", "withdrawn_at"],
            ),
            section(
                "census",
                _("How I was found"),
                CensusEntry.objects.filter(**mine),
                ["name", "hamlet", "craft", "reached_through", "referred_by", "wave", "seen_on"],
            ),
            _answers(VulnerabilityAssessment.objects.filter(**mine).select_related("version")),
            section(
                "ties",
                _("Business ties written down about me"),
                BusinessTie.objects.filter(from_person__in=subject.person_ids),
                ["kind", "starts_on", "ends_on"],
            ),
        ]

    def erase(self, subject: Subject, *, now: datetime) -> Sequence[str]:
        keys = subject.person_ids
        # While her name still stands: what proposed her by it has no key of hers.
        forget_proposals_by_name(keys, now)
        for person in Person.objects.select_for_update().filter(pk__in=keys):
            _pseudonymise(person, now)
        PersonIdentifier.objects.filter(person__in=keys).delete()
        _end_consents(keys, now)
        _delete_copies(keys)
        BusinessTie.objects.filter(Q(from_person__in=keys) | Q(to_person__in=keys)).delete()
        entries = CensusEntry.objects.filter(person__in=keys)
        entries.update(name=NOBODY, name_key="", hamlet="-", referred_by="")
        VulnerabilityAssessment.objects.filter(person__in=keys).update(
            answers={}, override_reason=""
        )
        forget_what_others_wrote(keys)
        _forget_in_the_log(subject)
        return [
            _("Village, sex, kind of work and decade of birth stay, without a name, for counting."),
            _("That you were a member stays, so that old figures stay true."),
        ]


def _answers(assessments: Any) -> Section:
    """What she told, in words. Not what was concluded: nobody but those who plan reads a
    stratum or its score, and a copy is read aloud and lies about in the house."""
    return Section(
        key="assessments",
        title=_("What I told about my household"),
        labels={"assessed_on": _("Asked on"), "answers": _("Answers")},
        rows=[
            {
                "assessed_on": one.assessed_on.isoformat(),
                "answers": answers_in_words(one.version.definition, one.answers),
            }
            for one in assessments
        ],
    )


def _numbers(identifiers: Any) -> Section:
    """Masked: a file travels further than a page. She reads the whole number on her own page."""
    return Section(
        key="identifiers",
        title=_("My identity numbers"),
        labels={"kind": _("Kind of number"), "number": _("Number")},
        rows=[
            {"kind": row.kind, "number": row.masked() or row.get_missing_reason_display()}
            for row in identifiers
        ],
    )


def _pseudonymise(person: Person, now: datetime) -> None:
    delete_on_commit(person.portrait)
    year = person.year_of_birth()
    for name in [
        "nickname",
        "title_before",
        "title_after",
        "birthplace",
        "phone",
        "rt_rw",
        "disability",
    ]:
        setattr(person, name, "")
    person.full_name, person.hamlet, person.portrait = NOBODY, "-", ""
    person.born_on, person.birth_year = None, year - year % 10 if year else None
    person.is_birth_estimated, person.phone_is_shared = bool(year), False
    person.languages, person.helped_by_minors = [], "not_asked"
    person.is_head_of_household = person.raises_children_alone = None
    person.receives_social_aid = None
    person.tombstoned_at = person.tombstoned_at or now
    person.save()


def _end_consents(keys: Sequence[Any], now: datetime) -> None:
    """That and when she said yes or no stays, as proof; her voice, signature and witness go."""
    consents = Consent.objects.filter(person__in=keys)
    for consent in consents.exclude(proof=""):
        delete_on_commit(consent.proof)
    consents.update(proof="", proof_type="")
    consents.exclude(witness="").update(witness=NOBODY)
    consents.filter(withdrawn_at__isnull=True).update(withdrawn_at=now)


def _delete_copies(keys: Sequence[Any]) -> None:
    copies = DataCopy.objects.filter(person__in=keys)
    for copy in copies:
        for file in (copy.json_file, copy.pdf_file):
            delete_on_commit(file)
    copies.delete()


# Rows whose text names her, and how they lead to her: the log keeps that text.
_NAMING_HER: dict[type[Model], tuple[str, ...]] = {
    Person: ("pk",),
    Membership: ("person",),
    Consent: ("person",),
    CensusEntry: ("person",),
    VulnerabilityAssessment: ("person",),
    BoardSeat: ("person",),
    DuplicateCase: ("person_a", "person_b"),
    MembershipProposal: ("person", "membership__person"),
}


def _forget_in_the_log(subject: Subject) -> None:
    """What was done stays in the log, but her name no longer stands beside it."""
    for model, lookups in _NAMING_HER.items():
        hers = reduce(or_, (Q(**{f"{lookup}__in": subject.person_ids}) for lookup in lookups))
        rows = model._base_manager.filter(hers)
        ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(model),
            object_id__in=[str(pk) for pk in rows.values_list("pk", flat=True)],
        ).update(label=NOBODY)
