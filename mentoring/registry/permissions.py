"""Who may do what in the registry: one table, and the questions that read it.

A Django permission (of a role) says *what*, a mandate says *where*. Seeing a row is a
matter of scopes (`visible_to`); changing it needs the permission and a mandate that
makes its holder responsible for the place. An evaluator's or census taker's mandate
gives sight, never change. Holders of `view_all_<model>` are responsible everywhere.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from wagtail.permission_policies import ModelPermissionPolicy

from mentoring.registry.models import (
    BusinessCluster,
    BusinessTie,
    CensusEntry,
    CrafterGroup,
    CrafterGroupQuerySet,
    DuplicateCase,
    ErasureRequest,
    Mandate,
    MandateRole,
    MembershipProposal,
    Person,
    PersonIdentifier,
    Place,
    Sentra,
)
from mentoring.registry.scopes import (
    TIE_READERS,
    holds_mandate_for,
    in_groups_of_mandated_places,
    in_mandated_places,
    mandated_places,
    my_own_groups,
)
from mentoring.scopes import NOTHING, reasons

RESPONSIBLE_ROLES = (MandateRole.COORDINATOR, MandateRole.MANAGER)
# Who writes the census of a whole place.
CENSUS_ROLES = (MandateRole.COORDINATOR, MandateRole.CENSUS_TAKER)

# Model -> where its rows lie: lookups that lead to a place. Rooms below add their own.
PLACE_LOOKUPS: dict[str, tuple[str, ...]] = {
    "mentoring_registry.Place": ("",),
    "mentoring_registry.Sentra": ("place",),
    "mentoring_registry.CrafterGroup": ("sentra__place",),
    "mentoring_registry.Membership": ("group__sentra__place",),
    "mentoring_registry.Person": ("place",),
    "mentoring_registry.CensusEntry": ("place",),
    "mentoring_registry.BusinessTie": ("from_person__place",),
    "mentoring_registry.VulnerabilityAssessment": ("person__place",),
    "mentoring_registry.Complaint": ("level",),
    "mentoring_registry.PersonIdentifier": ("person__place",),
    "mentoring_registry.Consent": ("person__place",),
    "mentoring_registry.ErasureRequest": ("person__place",),
    "mentoring_registry.GroupDocument": ("group__sentra__place",),
    "mentoring_registry.GroupLineage": ("parent__sentra__place", "child__sentra__place"),
    "mentoring_registry.MembershipProposal": ("group__sentra__place",),
    "mentoring_registry.BusinessCluster": ("place",),
    "mentoring_registry.ClusterMembership": ("cluster__place",),
    "mentoring_registry.ClusterDocument": ("cluster__place",),
    "mentoring_registry.BoardSeat": ("cluster__place",),
}

# Model -> where the memberships of her lie whose group, on the day, makes its place count, too.
MEMBERSHIP_LOOKUPS: dict[str, str] = {
    "mentoring_registry.Person": "memberships__",
    "mentoring_registry.ErasureRequest": "person__memberships__",
}


def is_responsible_for(user: Any, place_code: str, on: date | None = None) -> bool:
    """Whether `user` coordinates or manages a place that contains `place_code`, today if no day."""
    return user.is_active and holds_mandate_for(
        user, place_code, on or timezone.localdate(), RESPONSIBLE_ROLES
    )


def responsible_q(model: type[Model], user: Any, on: date) -> Q:
    """The condition on `model` that `user` is responsible for the row on the day `on`."""
    meta = model._meta
    if user.has_perm(f"{meta.app_label}.view_all_{meta.model_name}"):
        return Q()
    condition = NOTHING
    for lookup in PLACE_LOOKUPS.get(meta.label, ()):
        condition |= in_mandated_places(user, on, lookup, RESPONSIBLE_ROLES)
    if memberships := MEMBERSHIP_LOOKUPS.get(meta.label):
        condition |= in_groups_of_mandated_places(user, on, memberships, RESPONSIBLE_ROLES)
    return condition


def own_groups(user: Any, on: date) -> CrafterGroupQuerySet:
    """The groups `user` is a member of on the day `on`, by name."""
    mine = CrafterGroup.objects.filter(my_own_groups(user, on)).values("pk")
    return CrafterGroup.objects.filter(pk__in=mine).order_by("name")


def is_in_a_group(user: Any, on: date) -> bool:
    """Whether `own_groups` finds any. Asked once a request: kept on the user object."""
    kept = user.__dict__.setdefault("_is_in_a_group_by_day", {})
    if on not in kept:
        kept[on] = own_groups(user, on).exists()
    return kept[on]


def rows_in_charge(model: type[Model], user: Any) -> QuerySet:
    """Rows of `model` that `user` is responsible for today: what her forms offer.

    A subquery, because a join over memberships would repeat the row.
    """
    condition = responsible_q(model, user, timezone.localdate())
    if condition == Q():
        return model._default_manager.all()
    rows = model._base_manager.filter(condition).values("pk")
    return model._default_manager.filter(pk__in=rows)


def rows_to_offer(model: type[Model], user: Any) -> QuerySet:
    """`rows_in_charge` that may be chosen: nobody whose record is merged or erased."""
    rows = rows_in_charge(model, user)
    if model is Person:
        return rows.filter(pk__in=Person.objects.present().values("pk"))
    return rows


class RowPermissionPolicy(ModelPermissionPolicy):
    """Wagtail's answer to every permission question: the model's permission, and the row.

    "view" asks what the person may see, every other action what she is responsible for.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(user.is_active) and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.instances_user_has_any_permission_for(user, [action]).contains(instance)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Model
    ) -> bool:
        return self.instances_user_has_any_permission_for(user, actions).contains(instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet:
        held = [action for action in actions if self.user_has_permission(user, action)]
        if not held:
            return self.model._default_manager.none()
        if "view" in held:
            return self.model._default_manager.visible_to(user)
        return rows_in_charge(self.model, user)


class SeenRowPolicy(RowPermissionPolicy):
    """For rows that lie in no one place, as pairs and lists: whoever sees one may act on it."""

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet:
        held = [action for action in actions if self.user_has_permission(user, action)]
        rows = self.model._default_manager
        return rows.visible_to(user) if held else rows.none()


class WrittenOncePolicy(RowPermissionPolicy):
    """For rows that are written and read: nobody, an administrator included, changes one."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("add", "view") and super().user_has_permission(user, action)


def _may(user: Any, action: str, row: Model) -> bool:
    return RowPermissionPolicy(type(row)).user_has_permission_for_instance(user, action, row)


class CensusPermissionPolicy(RowPermissionPolicy):
    """Lines are corrected by whoever takes the census there, deleted by the coordinator."""

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet:
        if "change" in actions and "view" not in actions:
            if not self.user_has_permission(user, "change"):
                return self.model._default_manager.none()
            return self.model._default_manager.filter(census_i_take(user, timezone.localdate()))
        return super().instances_user_has_any_permission_for(user, actions)


def census_i_take(user: Any, on: date) -> Q:
    """The condition on CensusEntry that `user` writes the census there: see `can_take_census`."""
    return in_mandated_places(user, on, "place", CENSUS_ROLES) | reasons(
        "mentoring_registry.CensusEntry:write", CensusEntry, user, on
    )


def can_take_names_out(user: Any, on: date) -> bool:
    """Take a list with names out of a page: who answers for a place or evaluates it, and who
    reads every group. Never a facilitator or census taker as such: her work is on her phone."""
    return user.is_active and (
        bool(mandated_places(user, on, {*RESPONSIBLE_ROLES, MandateRole.EVALUATOR}))
        or user.has_perm("mentoring_registry.view_all_craftergroup")
    )


def can_edit_sentra(user: Any, sentra: Sentra) -> bool:
    return _may(user, "change", sentra)


def can_edit_person(user: Any, person: Person) -> bool:
    return _may(user, "change", person)


def can_keep_person(user: Any, person: Person) -> bool:
    """Write down what she says of herself, her numbers and consents: herself, whoever is
    responsible for her place, and whoever accompanies her group today.
    """
    if not user.is_active or person.tombstoned_at is not None:
        return False
    if user.has_perm("mentoring_registry.change_person") and can_edit_person(user, person):
        return True
    condition = reasons("mentoring_registry.Person:keep", Person, user, timezone.localdate())
    return Person.objects.filter(condition, pk=person.pk).exists()


def can_move_person(user: Any, person: Person) -> bool:
    """Say that she lives in another village: whoever is responsible for where she lives now."""
    return user.has_perm("mentoring_registry.change_person") and can_edit_person(user, person)


def can_reveal_identifier(user: Any, identifier: PersonIdentifier) -> bool:
    """Read a number in clear text: whose it is, the coordinator of the place, and whoever a
    site joins in for issuing certificates. Nobody else, superusers included.
    """
    if not user.is_active:
        return False
    return identifier.person.user_id == user.pk or can_reveal_others(user, identifier)


def can_reveal_others(user: Any, identifier: PersonIdentifier) -> bool:
    """The same without whose number it is; they are also told that somebody else has it."""
    if not user.has_perm("mentoring_registry.reveal_personidentifier"):
        return False
    condition = reasons(
        "mentoring_registry.PersonIdentifier:reveal",
        PersonIdentifier,
        user,
        timezone.localdate(),
    )
    return PersonIdentifier.objects.filter(condition, pk=identifier.pk).exists()


def can_take_census(user: Any, *, sentra: Sentra, place: Place, hamlet: str) -> bool:
    """Coordinators and census takers in all of their places; a facilitator in the hamlets of
    the groups she accompanies.
    """
    today = timezone.localdate()
    if not (user.is_active and user.has_perm("mentoring_registry.add_censusentry")):
        return False
    if holds_mandate_for(user, place.code, today, CENSUS_ROLES):
        return True
    mine = CrafterGroup.objects.filter(groups_whose_hamlet_i_know(user, today), sentra=sentra)
    return mine.filter(hamlet__iexact=hamlet.strip()).exists()


def groups_whose_hamlet_i_know(user: Any, on: date) -> Q:
    return reasons("mentoring_registry.CrafterGroup:census", CrafterGroup, user, on)


def can_assess_person(user: Any, person: Person) -> bool:
    """Whoever keeps her row, but never herself; and evaluators of her place."""
    if person.user_id == user.pk or not user.has_perm(
        "mentoring_registry.add_vulnerabilityassessment"
    ):
        return False
    return can_keep_person(user, person) or _evaluates(user, person)


def can_record_tie(user: Any, person: Person) -> bool:
    """Facilitators of her group and coordinators of her place; nobody about herself."""
    return (
        person.user_id != user.pk
        and user.has_perm("mentoring_registry.add_businesstie")
        and can_keep_person(user, person)
    )


def reads_ties_of(user: Any, people: Collection[Person], on: date) -> bool:
    """Whether `user` reads the business ties of all `people`, whoever wrote them down.

    Who does not must not find them out by asking for something a tie forbids, either.
    """
    if user.is_superuser or user.has_perm("mentoring_registry.view_all_businesstie"):
        return True
    hers = Person.objects.filter(pk__in=[person.pk for person in people])
    return not hers.exclude(in_mandated_places(user, on, "place", TIE_READERS)).exists()


def can_end_tie(user: Any, tie: BusinessTie) -> bool:
    """Whoever wrote it, and the coordinator of the place."""
    if tie.recorded_by_id == user.pk:
        return bool(user.is_active)
    return user.has_perm("mentoring_registry.change_businesstie") and can_record_tie(
        user, tie.from_person
    )


def can_handle_complaints(user: Any) -> bool:
    """What she may answer is what she sees: `Complaint.objects.visible_to`."""
    return bool(user.is_active) and user.has_perm("mentoring_registry.answer_complaint")


def _evaluates(user: Any, person: Person) -> bool:
    return (
        user.is_active
        and person.place_id is not None
        and holds_mandate_for(user, person.place_id, timezone.localdate(), (MandateRole.EVALUATOR,))
    )


def can_copy_data(user: Any, person: Person) -> bool:
    """Her copy is for herself, and for her coordinator to hand to her on paper."""
    if not user.is_active or person.tombstoned_at is not None:
        return False
    return person.user_id == user.pk or (
        user.has_perm("mentoring_registry.change_person") and can_edit_person(user, person)
    )


def can_settle_erasure(user: Any, request: ErasureRequest) -> bool:
    """Erase or refuse: whoever is responsible for her place; never she herself, nor who asked
    it in her name: what cannot be undone takes two.
    """
    nobody_alone = (request.person.user_id, request.asked_by_id)
    return user.pk not in nobody_alone and _may(user, "change", request)


def can_edit_group(user: Any, group: CrafterGroup) -> bool:
    return _may(user, "change", group)


def can_import_places(user: Any) -> bool:
    """The list of the whole country: by who may add places and choose every one."""
    return user.is_active and user.has_perms(
        ["mentoring_registry.add_place", "mentoring_registry.view_all_place"]
    )


def can_change_places(user: Any) -> bool:
    """What becomes of places is said by who may change places and choose every one."""
    return user.is_active and user.has_perms(
        ["mentoring_registry.change_place", "mentoring_registry.view_all_place"]
    )


def can_keep_cluster(user: Any, cluster: BusinessCluster) -> bool:
    """Its groups, board and papers come and go by the hand of whoever answers for its place."""
    return _may(user, "change", cluster)


def can_decide_proposal(user: Any, proposal: MembershipProposal) -> bool:
    """Whoever answers for the group's place decides, but never on what she proposed herself."""
    return (
        proposal.is_waiting
        and proposal.proposed_by_id != user.pk
        and _may(user, "change", proposal)
    )


def can_add_members(user: Any, group: CrafterGroup) -> bool:
    """Members come and go by the hand of whoever is responsible for the group."""
    return user.has_perm("mentoring_registry.add_membership") and can_edit_group(user, group)


def can_end_mandate(user: Any, mandate: Mandate) -> bool:
    """Nobody ends, or prolongs, her own mandate."""
    return user.has_perm("mentoring_registry.change_mandate") and mandate.user_id != user.pk


def can_decide_duplicate(user: Any, case: DuplicateCase) -> bool:
    """Whoever sees both records and may decide about such pairs."""
    return user.has_perm("mentoring_registry.change_duplicatecase") and bool(
        DuplicateCase.objects.visible_to(user).contains(case)
    )


def can_import(user: Any) -> bool:
    """Lists make rows of several registers; what they may name is narrowed line by line."""
    return user.is_active and user.has_perm("mentoring_registry.add_importbatch")


def can_search_duplicates(user: Any) -> bool:
    return user.is_active and user.has_perm("mentoring_registry.change_duplicatecase")
