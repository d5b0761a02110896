"""What phones read of rounds (`sheet_shapes` says in which shape), in constant queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from mentoring.assignments.models import Assignment, AssignmentKind
from mentoring.incubation.models import (
    RATERS,
    CycleEnrolment,
    CycleInstrument,
    EmptyKind,
    InstrumentVersion,
    Item,
    RaterKind,
    Response,
    Round,
    RoundKind,
    RoundState,
    in_language,
)
from mentoring.incubation.models.cycles import AWAITED_ROUNDS
from mentoring.incubation.permissions import RECORD
from mentoring.incubation.phone.sheet_shapes import (
    Choice,
    Done,
    Draft,
    PersonToAsk,
    QuestionBucket,
    Questionnaire,
    SheetBucket,
    SheetItem,
    SheetSection,
    WordBucket,
)
from mentoring.incubation.phone.told_answers import digest_of_answers, said_in
from mentoring.intervals import on_day
from mentoring.registry.consents import consenting_people
from mentoring.registry.models import ConsentPurpose, Membership

KINDS = [kind for kind, raters in RATERS.items() if RaterKind.FACILITATOR in raters]


def enrolments_to_rate(user: Any, today: date) -> list[CycleEnrolment]:
    """Open enrolments of the groups `user` leads or covers today. At most five queries."""
    if not user.has_perm(RECORD):
        return []
    mine = (
        Assignment.objects.responsible_on(today)
        .filter(facilitator__user=user)
        .exclude(kind=AssignmentKind.TRAINEE)
    )
    rows = CycleEnrolment.objects.visible_to(user).open().filter(group__in=mine.values("group"))
    rows = rows.select_related("group__sentra", "cycle").prefetch_related("cycle__stages")
    return list(rows.order_by("group__name", "pk").distinct())


class Sheets:
    """Which sheets are open, whom they are about, and what was answered so far."""

    name = "incubation.sheets"

    def contents(
        self, user: Any, *, today: date, keys: Collection[str] | None = None
    ) -> Mapping[str, SheetBucket]:
        rows = [
            row for row in enrolments_to_rate(user, today) if keys is None or str(row.pk) in keys
        ]
        asked = _versions_asked(rows)
        people = _people_to_ask(rows, today)
        rounds = _rounds(rows)
        return {
            str(row.pk): _sheet(
                row, asked[row.cycle_id], people[row.group_id], rounds[row.pk], user
            )
            for row in rows
        }


def _sheet(
    row: CycleEnrolment,
    versions: Sequence[InstrumentVersion],
    people: list[PersonToAsk],
    rounds: Sequence[Round],
    user: Any,
) -> SheetBucket:
    awaited = str(AWAITED_ROUNDS.get(row.state, ""))
    due_on = _planned_end(row) if awaited else None
    return SheetBucket(
        group=str(row.group_id),
        name=row.group.name,
        hamlet=row.group.hamlet,
        zone=row.group.sentra.time_zone,
        stage_label=str(row.get_state_display()),
        starts_on=row.starts_on.isoformat(),
        awaited=awaited,
        due_on=due_on and due_on.isoformat(),
        kinds=[Choice(code=str(kind), label=str(RoundKind(kind).label)) for kind in KINDS],
        not_yours=_not_yours(awaited),
        questionnaires=[
            Questionnaire(
                version=one.pk,
                name=str(one.instrument),
                subject=one.instrument.subject,
                is_main=one.pk == row.cycle.instrument_version_id,
            )
            for one in versions
        ],
        people=people,
        drafts=[_draft(one) for one in rounds if one.is_open and one.rater_id == user.pk],
        done=[
            Done(
                kind=one.kind,
                version=one.version_id,
                person=one.person_id and str(one.person_id),
                happened_on=one.happened_on.isoformat(),
                is_mine=one.rater_id == user.pk,
            )
            for one in rounds
            if not one.is_open
        ],
    )


def _not_yours(awaited: str) -> str:
    if not awaited or awaited in KINDS:
        return ""
    return _(
        "The final scoring decides about graduation. Somebody from outside the group does it; you "
        "may help the group to get its papers ready."
    )


def _planned_end(row: CycleEnrolment) -> date | None:
    """When the next stage is planned to begin, by the template of the cycle."""
    stages = sorted(row.cycle.stages.all(), key=lambda stage: stage.order)
    states = [stage.state for stage in stages]
    if row.state not in states[:-1]:
        return None
    following = stages[states.index(row.state) + 1]
    end: date = row.cycle.starts_on + relativedelta(months=following.starts_month)
    return end


def _draft(one: Round) -> Draft:
    answers = said_in(one.responses.all())
    return Draft(
        id=str(one.pk),
        kind=one.kind,
        version=one.version_id,
        person=one.person_id and str(one.person_id),
        happened_on=one.happened_on.isoformat(),
        digest=digest_of_answers(answers),
        answers=answers,
    )


def _versions_asked(rows: Iterable[CycleEnrolment]) -> dict[Any, list[InstrumentVersion]]:
    """Cycle -> its published versions, that of its groups first. Two queries."""
    own = {row.cycle_id: row.cycle.instrument_version_id for row in rows}
    further = CycleInstrument.objects.filter(cycle__in=own).values_list("cycle", "version")
    pairs = [*own.items(), *further.order_by("pk")]
    versions = (
        InstrumentVersion.objects.published()
        .select_related("instrument")
        .in_bulk({version for _cycle, version in pairs})
    )
    found: dict[Any, list[InstrumentVersion]] = {cycle: [] for cycle in own}
    for cycle, version in dict.fromkeys(pairs):
        if version in versions:
            found[cycle].append(versions[version])
    return found


def _people_to_ask(rows: Sequence[CycleEnrolment], today: date) -> dict[UUID, list[PersonToAsk]]:
    """Group -> members of today whose yes holds. One query."""
    yes = consenting_people(ConsentPurpose.MENTORING, today)
    members = Membership.objects.filter(
        on_day(today), group__in=[row.group_id for row in rows]
    ).select_related("person")
    found: dict[UUID, list[PersonToAsk]] = defaultdict(list)
    agreed = members.filter(person__in=_present().filter(yes).values("pk"))
    for one in agreed.order_by("person__full_name", "pk"):
        found[one.group_id].append(
            PersonToAsk(person=str(one.person_id), name=one.person.full_name)
        )
    return found


def _present() -> Any:
    return Membership._meta.get_field("person").remote_field.model.objects.present()


def _rounds(rows: Iterable[CycleEnrolment]) -> dict[UUID, list[Round]]:
    """Enrolment -> its rounds; the answers of drafts only. Two queries."""
    answers = Response.objects.filter(round__state=RoundState.OPEN).select_related("item")
    rounds = Round.objects.filter(enrolment__in=[row.pk for row in rows])
    found: dict[UUID, list[Round]] = defaultdict(list)
    for one in rounds.prefetch_related(Prefetch("responses", queryset=answers)):
        found[one.enrolment_id].append(one)
    return found


class Questions:
    """What is asked, in the reader's language."""

    name = "incubation.questions"

    def contents(
        self, user: Any, *, today: date, keys: Collection[str] | None = None
    ) -> Mapping[str, QuestionBucket]:
        asked = _versions_asked(enrolments_to_rate(user, today))
        wanted = {
            version.pk
            for versions in asked.values()
            for version in versions
            if keys is None or str(version.pk) in keys
        }
        rows = InstrumentVersion.objects.select_related("instrument").filter(pk__in=wanted)
        return {
            str(version.pk): _questions(version)
            for version in rows.prefetch_related("dimensions__items").order_by("pk")
        }


def _questions(version: InstrumentVersion) -> QuestionBucket:
    return QuestionBucket(
        name=str(version.instrument),
        subject=version.instrument.subject,
        introduction=str(in_language(version.introduction)),
        caution=str(in_language(version.caution)),
        sections=[
            SheetSection(
                name=section.label(),
                meaning=str(in_language(section.meaning)),
                items=[_item(item) for item in section.items.all()],
            )
            for section in version.dimensions.all()
        ],
    )


def _item(item: Item) -> SheetItem:
    return SheetItem(
        code=item.code,
        kind=item.kind,
        question=item.question,
        anchors=item.anchors,
        evidence=item.evidence,
        unit=item.unit_label,
        minimum=None if item.minimum is None else f"{item.minimum.normalize():f}",
        maximum=None if item.maximum is None else f"{item.maximum.normalize():f}",
        range=item.range_text(),
        options=[
            Choice(code=one["code"], label=item.option_name(one["code"])) for one in item.options
        ],
        asked_if=item.asked_if,
        needs_evidence=item.needs_evidence,
        is_confidential=item.is_confidential,
    )


class Words:
    """The words for why there is no answer."""

    name = "incubation.words"

    def contents(
        self, user: Any, *, today: date, keys: Collection[str] | None = None
    ) -> Mapping[str, WordBucket]:
        if keys is not None and "words" not in keys:
            return {}
        return {
            "words": WordBucket(
                empties=[Choice(code=kind.value, label=str(kind.label)) for kind in EmptyKind]
            )
        }
