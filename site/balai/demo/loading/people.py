"""Places, staff, craft centres, groups and their members, and who accompanies whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from balai.accounts.models import User
from balai.demo.cast import (
    CRAFTER_SIGN_IN,
    GROUPS,
    MEN,
    PLACES,
    SENTRA,
    STAFF,
    WOMEN,
    GroupFacts,
)
from balai.demo.loading.timeline import Timeline
from balai.demo.sign_ins import create_demo_user
from mentoring.assignments.models import Facilitator, LeaveKind
from mentoring.assignments.services import (
    accept_assignment,
    propose_assignment,
    record_leave,
    record_training,
    register_facilitator,
)
from mentoring.registry.models import CrafterGroup, MembershipRole, Place, Sentra, Sex
from mentoring.registry.services import create_group, create_sentra, enrol_new_person, grant_mandate

MANDATE_ROLES = {"coordinator", "evaluator", "programme_manager", "census_taker"}
# About where the two villages are; the craft centres themselves are invented.
MAP_POINTS = {
    "35.09.10.2003": (Decimal("-8.275"), Decimal("113.535")),
    "52.01.02.2006": (Decimal("-8.620"), Decimal("116.090")),
}
OFFICERS = [MembershipRole.CHAIR, MembershipRole.SECRETARY, MembershipRole.TREASURER]


@dataclass(frozen=True)
class Cast:
    """Everybody and every group the demo made, by the keys of `cast.py`."""

    staff: dict[str, User]
    sentra: dict[str, Sentra]
    groups: dict[str, CrafterGroup]

    def coordinator_of(self, group: CrafterGroup) -> User:
        return self._one_of("koordinator", group)

    def facilitator_of(self, group: CrafterGroup) -> User:
        return self._one_of("pendamping", group)

    def evaluator_of(self, group: CrafterGroup) -> User:
        return self._one_of("evaluator", group)

    def manager_of(self, group: CrafterGroup) -> User:
        return self._one_of("manajer", group)

    def _one_of(self, username: str, group: CrafterGroup) -> User:
        is_lombok = group.sentra.place_id.startswith("52")
        return self.staff[f"{username}-lombok" if is_lombok else username]


def load_people(timeline: Timeline) -> Cast:
    """Make everything in this module; `timeline` says since when."""
    _load_places()
    staff = _load_staff(timeline.cycle_start)
    sentra = _load_sentra(staff["admin"])
    groups = _load_groups(sentra, staff["admin"], timeline)
    cast = Cast(staff=staff, sentra=sentra, groups=groups)
    _load_assignments(cast, timeline)
    return cast


def _load_places() -> None:
    for code, name in PLACES.items():
        parent = code.rpartition(".")[0] or None
        Place.objects.get_or_create(code=code, defaults={"name": name, "parent_id": parent})


def _load_staff(since: date) -> dict[str, User]:
    staff = {}
    for number, facts in enumerate(STAFF, start=1):
        user = create_demo_user(
            username=facts.username,
            full_name=facts.full_name,
            roles=facts.roles,
            phone=f"+6280000000{number:02d}",
            is_superuser="administrator" in facts.roles,
        )
        staff[facts.username] = user
        for role in MANDATE_ROLES.intersection(facts.roles):
            grant_mandate(
                user=user,
                role=role,
                place=Place.objects.get(code=facts.where),
                starts_on=since,
                granted_by=staff["admin"],
            )
    return staff


def _load_sentra(admin: User) -> dict[str, Sentra]:
    return {
        facts.key: create_sentra(
            name=facts.name,
            craft=facts.craft,
            place=Place.objects.get(code=facts.place),
            time_zone=facts.time_zone,
            created_by=admin,
            products=facts.products,
            institution_in_charge=facts.institution,
            latitude=MAP_POINTS[facts.place][0],
            longitude=MAP_POINTS[facts.place][1],
        )
        for facts in SENTRA
    }


def _load_groups(
    sentra: dict[str, Sentra], admin: User, timeline: Timeline
) -> dict[str, CrafterGroup]:
    women = {key: iter(names) for key, names in WOMEN.items()}
    men = {key: iter(names) for key, names in MEN.items()}
    groups = {}
    for facts in GROUPS:
        group = create_group(
            name=facts.name,
            sentra=sentra[facts.sentra],
            created_by=admin,
            hamlet=facts.hamlet,
            founded_on=timeline.month(-18),
            tenancy=facts.tenancy,
            tier=facts.tier,
            story=facts.story,
        )
        groups[facts.name] = group
        members = _members(facts, women[facts.sentra], men[facts.sentra])
        for number, (full_name, sex) in enumerate(members):
            enrol_new_person(
                group=group,
                starts_on=timeline.month(-18),
                enrolled_by=admin,
                role=OFFICERS[number] if number < len(OFFICERS) else MembershipRole.MEMBER,
                full_name=full_name,
                hamlet=facts.hamlet,
                sex=sex,
                user=_crafter_account(full_name),
            )
    return groups


def _members(
    facts: GroupFacts, women: Iterator[str], men: Iterator[str]
) -> Iterator[tuple[str, str]]:
    """Full name and sex of each member; named people first, endings in turn."""
    yield from ((name, sex) for name, sex in facts.named)
    named = [sex for _name, sex in facts.named]
    ending = "Contoh" if facts.sentra == "A" else "Rekaan"
    for _ in range(facts.women - named.count(Sex.FEMALE)):
        yield f"{next(women)} {ending}", Sex.FEMALE
    for _ in range(facts.men - named.count(Sex.MALE)):
        yield f"{next(men)} {ending}", Sex.MALE


def _crafter_account(full_name: str) -> User | None:
    username, crafter = CRAFTER_SIGN_IN
    if full_name != crafter:
        return None
    return create_demo_user(username=username, full_name=full_name, roles=["crafter"])


def _load_assignments(cast: Cast, timeline: Timeline) -> None:
    for username, place in (
        ("pendamping", "35.09.10.2003"),
        ("pendamping-lombok", "52.01.02.2006"),
    ):
        facilitator = register_facilitator(
            user=cast.staff[username],
            home_place=Place.objects.get(code=place),
            registered_by=cast.staff["admin"],
            languages=["jv", "mad"] if username == "pendamping" else ["sas"],
        )
        record_training(
            facilitator=facilitator,
            title="Pelatihan pendamping lokal",
            institution="UPT BLK Contoh",
            completed_on=timeline.cycle_start,
            recorded_by=cast.staff["admin"],
        )
        record_leave(
            facilitator=facilitator,
            starts_on=timeline.month(2),
            ends_on=timeline.month(2) + timedelta(days=4),
            recorded_by=facilitator.user,
            kind=LeaveKind.FAMILY,
            note="Hajatan keluarga (contoh)",
        )
    for group in cast.groups.values():
        facilitator = Facilitator.objects.get(user=cast.facilitator_of(group))
        proposal = propose_assignment(
            facilitator=facilitator,
            group=group,
            starts_on=timeline.cycle_start,
            proposed_by=cast.coordinator_of(group),
        )
        accept_assignment(assignment=proposal, accepted_by=facilitator.user)
