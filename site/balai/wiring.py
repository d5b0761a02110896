"""The only code that knows two plugins: how this site joins them with one another and itself.

Everything else between plugins goes through hooks they ask and answer without knowing
one another (see the manuals). Imported once, when the site's apps are ready.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.dispatch import receiver
from wagtail import hooks
from wagtail.admin.ui.components import Component

from balai.accounts.signals import card_ended
from balai.card_keeping import GroupCards, MentoringCards, group_cards
from balai.certificate_evidence import PassedEvaluation, PassedPractice
from certificates.intervals import on_day
from certificates.models import CertificateType, Issuer, IssuerMembership, IssuerRole
from certificates.scopes import member_issuers
from certificates.views.confirmations import list_url as confirmation_url
from curriculum.errors import NoChangeWaiting
from curriculum.models import ModuleChangeRequest
from curriculum.services import accept_release, end_reader_keys
from curriculum.signals import change_request_decided
from mentoring.incubation.models import LessonChoice
from mentoring.incubation.services.findings import take_in_answers
from mentoring.incubation.signals import lesson_version_chosen
from mentoring.registry.models import Person
from mentoring.scopes import scope
from mentoring.sessions.assessed import teaches_run
from mentoring.sessions.models import TrainingRun


class WritingDown(Component):
    """The way from a group's page to what its people without a phone have learned."""

    template_name = "curriculum/_group_section.html"
    order = 910


class GroupCertificates(Component):
    """The way from a group's page to the certificates of the people one accompanies."""

    template_name = "certificates/_group_section.html"
    order = 920


class AssessingPractice(Component):
    """The way from a training's page to the results of its people's practice."""

    template_name = "curriculum/_run_section.html"
    order = 900

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"key": f"run:{parent_context['run'].pk}"}


class ConfirmingByHand(Component):
    """The way from a training's page to the lists where its instructor says who earned it."""

    template_name = "certificates/_run_section.html"
    order = 905

    def __init__(self, lists: list[tuple[str, str]]) -> None:
        super().__init__()
        self.lists = lists

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"lists": self.lists}


@dataclass(frozen=True)
class TrainingIssuer:
    code: str
    name: str


@scope("mentoring_sessions.TrainingRun")
def runs_of_issuers_i_work_for(user: Any, on: date) -> Q:
    """Staff of a training body see the runs held in its name, wherever they were held.

    Mentoring keeps the issuer as a code only; who works for an issuer, from when until
    when, is known to certificates.
    """
    mine = IssuerMembership.objects.filter(on_day(on), user=user)
    return Q(issuer_code__in=mine.values("issuer__code"))


@scope("mentoring_sessions.TrainingRun:keep")
def runs_my_office_keeps(user: Any, on: date) -> Q:
    """Clerks and heads keep numbers, marks and papers of the runs held in their name."""
    office = IssuerMembership.objects.filter(
        on_day(on), user=user, role__in=(IssuerRole.CLERK, IssuerRole.HEAD)
    )
    return Q(issuer_code__in=office.values("issuer__code"))


@scope("mentoring_registry.Person")
def trainees_of_issuers_i_work_for(user: Any, on: date) -> Q:
    """Clerks and heads read of the people whose certificates they make."""
    return Q(run_places__run__in=_runs_of_my_office(user, on))


@scope("mentoring_registry.PersonIdentifier:reveal")
def numbers_of_trainees_of_issuers_i_work_for(user: Any, on: date) -> Q:
    """An identity number is printed on some certificates and checked for all."""
    return Q(person__run_places__run__in=_runs_of_my_office(user, on))


def _runs_of_my_office(user: Any, on: date) -> Any:
    office = IssuerMembership.objects.filter(
        on_day(on), user=user, role__in=(IssuerRole.CLERK, IssuerRole.HEAD)
    )
    runs = TrainingRun.objects.filter(issuer_code__in=office.values("issuer__code"))
    return runs.values("pk")


@hooks.register("register_training_issuers")
def issuers_of_certificates() -> list[TrainingIssuer]:
    """A coordinator chooses from the training bodies that give certificates here."""
    return [TrainingIssuer(issuer.code, str(issuer)) for issuer in Issuer.objects.all()]


@hooks.register("register_certificate_evidence")
def practice_of_trainees() -> PassedPractice:
    return PassedPractice()


@hooks.register("register_certificate_evidence")
def evaluations_of_trainees() -> PassedEvaluation:
    return PassedEvaluation()


@hooks.register("register_certificate_companions")
def companions_of_crafters(user: Any, holder_ids: Collection[int]) -> set[int]:
    """Who accompanies a group asks for its people to have a wrong name corrected."""
    if not user.has_perm("mentoring_assignments.accompany_group"):
        return set()
    mine = Person.objects.visible_to(user).filter(user__in=holder_ids)
    return set(mine.values_list("user", flat=True))


@hooks.register("register_card_keeping")
def cards_of_crafters() -> MentoringCards:
    return MentoringCards()


@receiver(card_ended)
def end_what_the_card_opened(user: Any, ended_by: Any, **kwargs: Any) -> None:
    """Whoever found the card may have put its owner on a phone of his own."""
    end_reader_keys(user=user, ended_by=ended_by)


@receiver(change_request_decided)
def answer_findings(change_request: ModuleChangeRequest, **kwargs: Any) -> None:
    """What facilitators found is closed the moment its lesson is; the sweep finds the rest."""
    take_in_answers(keys=[change_request.pk])


@receiver(lesson_version_chosen)
def let_the_group_read_it(
    choice: LessonChoice, page_id: int, audience_key: str, **kwargs: Any
) -> None:
    """Who takes the new version reads it, too; small changes are read by everybody already."""
    if choice.takes_new:
        with suppress(NoChangeWaiting):
            accept_release(
                audience_key=audience_key, module_id=page_id, accepted_by=choice.chosen_by
            )


@hooks.register("register_group_page_sections")
def way_to_the_cards(user: Any, group: Any, today: date) -> list[GroupCards]:
    return group_cards(user, group, today)


@hooks.register("register_group_page_sections")
def way_to_write_down_lessons(user: Any, group: Any, today: date) -> list[WritingDown]:
    """Whoever accompanies groups sees her own ones only, so the way is hers."""
    return [WritingDown()] if user.has_perm("mentoring_assignments.accompany_group") else []


@hooks.register("register_group_page_sections")
def way_to_certificates(user: Any, group: Any, today: date) -> list[GroupCertificates]:
    return [GroupCertificates()] if user.has_perm("mentoring_assignments.accompany_group") else []


@hooks.register("register_run_page_sections")
def way_to_assess_practice(user: Any, run: Any, today: date) -> list[AssessingPractice]:
    return [AssessingPractice()] if teaches_run(user, run) else []


@hooks.register("register_run_page_sections")
def way_to_confirm_by_hand(user: Any, run: Any, today: date) -> list[ConfirmingByHand]:
    """Instructors work in no office: the page of the training is where they look."""
    taught = member_issuers(user, today, (IssuerRole.INSTRUCTOR,)) if _teaches(user) else []
    if not taught:
        return []
    kinds = CertificateType.objects.active().confirmed_by_hand().filter(issuer__in=taught)
    key = f"run:{run.pk}"
    lists = [
        (confirmation_url(kind, key), kind.title_id)
        for kind in kinds.filter(issuer__code=run.issuer_code)
    ]
    return [ConfirmingByHand(lists)] if lists else []


def _teaches(user: Any) -> bool:
    return bool(user.has_perm("mentoring_sessions.teach_trainingrun"))
