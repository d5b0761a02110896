"""What becomes of groups, and that nobody is lost or counted twice on any day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring.errors import MentoringError
from mentoring.registry import services
from mentoring.registry.errors import (
    BeforeItWasFounded,
    EverybodyMoves,
    GroupIsDissolved,
    GroupNameTaken,
    GroupStillMeets,
    JoinedSince,
    JuraganIsNoBeneficiary,
    MergedIntoItself,
    NobodyMoves,
    NotMembersThatDay,
    SameName,
    StillToCome,
)
from mentoring.registry.models import CrafterGroup, GroupLineage, GroupStatus, Membership, Stratum
from tests.factories.accounts import UserFactory
from tests.factories.registry import (
    CensusEntryFactory,
    CrafterGroupFactory,
    MembershipFactory,
    PersonFactory,
    SentraFactory,
)

pytestmark = pytest.mark.django_db

JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


@pytest.fixture
def clerk():
    return UserFactory(full_name="Dewi Koordinator Contoh")


@pytest.fixture
def melati():
    return CrafterGroupFactory(name="Ronce Melati", founded_on=date(2025, 1, 1))


@pytest.fixture
def sixteen(melati):
    return [MembershipFactory(group=melati).person for _ in range(16)]


def juragan_in(group, person):
    """`person`, whom the census found to be a juragan since she joined."""
    CensusEntryFactory(sentra=group.sentra, person=person, stratum=Stratum.JURAGAN)
    return person


def roster(group, day):
    return set(Membership.objects.on(day).filter(group=group).values_list("person", flat=True))


def keys(people):
    return {person.pk for person in people}


def test_nine_stay_and_seven_leave_by_date(melati, sixteen, clerk):
    child = services.split_group(
        group=melati,
        name="Ronce Kenanga",
        leaving=sixteen[9:],
        happened_on=FEB,
        split_by=clerk,
        note="Terlalu jauh dari dusun timur",
    )

    day_before = FEB - timedelta(days=1)
    assert (roster(melati, day_before), roster(child, day_before)) == (keys(sixteen), set())
    assert (roster(melati, FEB), roster(child, FEB)) == (keys(sixteen[:9]), keys(sixteen[9:]))
    lineage = GroupLineage.objects.get()
    assert (lineage.parent, lineage.child, lineage.kind, lineage.happened_on) == (
        melati,
        child,
        "split",
        FEB,
    )
    assert (child.sentra, child.founded_on, child.tier) == (melati.sentra, FEB, melati.tier)


def test_officers_keep_their_office_in_the_new_group(melati, sixteen, clerk):
    Membership.objects.filter(person=sixteen[0]).update(role="treasurer")

    child = services.split_group(
        group=melati, name="Kenanga", leaving=sixteen[:2], happened_on=FEB, split_by=clerk
    )

    assert sorted(child.memberships.values_list("role", flat=True)) == ["member", "treasurer"]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"leaving": []}, NobodyMoves),
        ({"leaving": "all"}, EverybodyMoves),
        ({"leaving": "stranger"}, NotMembersThatDay),
        ({"happened_on": date(2125, 1, 1)}, StillToCome),
        ({"happened_on": date(2024, 12, 31)}, BeforeItWasFounded),
        ({"name": "Ronce Melati"}, GroupNameTaken),
    ],
)
def test_a_split_that_cannot_be_is_refused_and_changes_nothing(
    melati, sixteen, clerk, change, refusal
):
    people = {"all": sixteen, "stranger": [PersonFactory()]}
    wanted = {"name": "Kenanga", "leaving": sixteen[9:], "happened_on": FEB, **change}
    if isinstance(wanted["leaving"], str):
        wanted["leaving"] = people[wanted["leaving"]]

    with pytest.raises(refusal):
        services.split_group(group=melati, split_by=clerk, **wanted)

    assert roster(melati, FEB) == keys(sixteen)
    assert list(CrafterGroup.objects.all()) == [melati]


def test_merged_groups_end_and_their_people_go_on_together(melati, sixteen, clerk):
    anggrek = CrafterGroupFactory(name="Anggrek", sentra=melati.sentra)
    in_both = MembershipFactory(group=anggrek, person=sixteen[0]).person
    own = MembershipFactory(group=anggrek).person

    services.merge_groups(groups=[anggrek], into=melati, happened_on=FEB, merged_by=clerk)

    anggrek.refresh_from_db()
    assert (anggrek.status, anggrek.status_since) == (GroupStatus.DISSOLVED, FEB)
    assert (roster(anggrek, FEB), roster(melati, FEB)) == (set(), keys([*sixteen, own]))
    assert melati.memberships.filter(person=in_both).count() == 1


def test_a_juragan_stays_behind_in_a_split_and_hinders_nobody(melati, sixteen, clerk):
    juragan = juragan_in(melati, sixteen[0])

    child = services.split_group(
        group=melati, name="Kenanga", leaving=sixteen[:3], happened_on=FEB, split_by=clerk
    )

    assert roster(child, FEB) == keys(sixteen[1:3])
    assert juragan.pk in roster(melati, FEB)
    with pytest.raises(JuraganIsNoBeneficiary):
        services.split_group(
            group=melati, name="Dahlia", leaving=[juragan], happened_on=FEB, split_by=clerk
        )


def test_a_juragan_keeps_her_past_and_comes_along_in_no_merge(melati, sixteen, clerk):
    juragan = juragan_in(melati, sixteen[0])
    into = CrafterGroupFactory(sentra=melati.sentra)

    services.merge_groups(groups=[melati], into=into, happened_on=FEB, merged_by=clerk)

    assert roster(into, FEB) == keys(sixteen[1:])
    assert juragan.pk in roster(melati, FEB - timedelta(days=1))


def test_a_juragan_is_not_in_the_group_that_is_formed_again(melati, sixteen, clerk):
    juragan_in(melati, sixteen[0])
    services.dissolve_group(group=melati, happened_on=FEB, dissolved_by=clerk)

    child = services.reform_group(
        group=melati, name="Baru", people=sixteen[:3], happened_on=MAR, reformed_by=clerk
    )

    assert roster(child, MAR) == keys(sixteen[1:3])


def test_a_merge_with_itself_or_of_a_dissolved_group_is_refused(melati, clerk):
    gone = CrafterGroupFactory(status=GroupStatus.DISSOLVED)

    with pytest.raises(MergedIntoItself):
        services.merge_groups(groups=[melati], into=melati, happened_on=FEB, merged_by=clerk)
    with pytest.raises(GroupIsDissolved):
        services.merge_groups(groups=[gone], into=melati, happened_on=FEB, merged_by=clerk)


def test_a_new_name_keeps_the_row_and_the_old_name(melati, clerk):
    services.rename_group(group=melati, name="Ronce Melati Baru", happened_on=FEB, renamed_by=clerk)

    melati.refresh_from_db()
    lineage = GroupLineage.objects.get()
    assert (melati.name, lineage.name_before, lineage.name_after) == (
        "Ronce Melati Baru",
        "Ronce Melati",
        "Ronce Melati Baru",
    )
    with pytest.raises(SameName):
        services.rename_group(
            group=melati, name="Ronce Melati Baru", happened_on=FEB, renamed_by=clerk
        )


def test_a_dormant_group_is_formed_again_by_some_of_its_people(melati, sixteen, clerk):
    services.set_group_status(group=melati, status=GroupStatus.DORMANT, since=JAN)

    again = services.reform_group(
        group=melati, name="Melati Bangkit", people=sixteen[:5], happened_on=FEB, reformed_by=clerk
    )

    assert (roster(melati, FEB), roster(again, FEB)) == (set(), keys(sixteen[:5]))
    assert melati.status == GroupStatus.DISSOLVED
    assert services.family_of(again) == {melati.pk, again.pk}


def test_a_group_that_meets_is_not_formed_again(melati, sixteen, clerk):
    with pytest.raises(GroupStillMeets):
        services.reform_group(
            group=melati, name="Melati 2", people=sixteen, happened_on=FEB, reformed_by=clerk
        )


def test_a_dissolved_group_keeps_its_past_and_takes_nobody(melati, sixteen, clerk):
    services.dissolve_group(group=melati, happened_on=FEB, dissolved_by=clerk)

    assert (roster(melati, JAN), roster(melati, FEB)) == (keys(sixteen), set())
    assert set(melati.memberships.values_list("leave_reason", flat=True)) == {"lineage"}
    with pytest.raises(GroupIsDissolved):
        services.add_member(person=PersonFactory(), group=melati, starts_on=MAR, added_by=clerk)


def test_nobody_who_joined_later_is_dropped_when_a_group_ends(melati, clerk):
    MembershipFactory(group=melati, starts_on=FEB, person__full_name="Siti Contoh")

    with pytest.raises(JoinedSince, match="Siti Contoh"):
        services.dissolve_group(group=melati, happened_on=FEB, dissolved_by=clerk)


# Each step: what, which group, which other group, which people (by their number), after how
# many days.
_steps = st.lists(
    st.tuples(
        st.sampled_from(["split", "merge", "rename", "dissolve", "reform"]),
        st.integers(0, 3),
        st.integers(0, 3),
        st.sets(st.integers(0, 5), max_size=3),
        st.integers(1, 9),
    ),
    max_size=6,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=_steps)
def test_whatever_becomes_of_groups_everybody_stands_where_the_story_says_on_every_day(steps):
    clerk, sentra = UserFactory(), SentraFactory()
    people = [PersonFactory() for _ in range(6)]
    groups = [CrafterGroupFactory(sentra=sentra) for _ in range(2)]
    for number, person in enumerate(people):
        MembershipFactory(person=person, group=groups[number % 2], starts_on=JAN)
    story, day = {JAN: _belongs(groups, people, lambda n: groups[n % 2])}, JAN
    for number, (what, first, second, chosen, wait) in enumerate(steps):
        day += timedelta(days=wait)
        before = dict(story[max(story)])
        after = _take(
            what,
            groups,
            groups[first % len(groups)],
            groups[second % len(groups)],
            [people[n] for n in sorted(chosen)],
            day,
            clerk,
            number,
            before,
        )
        story[day] = after

    _assert_story(story, groups, people, day)


def _belongs(groups, people, group_of):
    return {person.pk: group_of(number).pk for number, person in enumerate(people)}


def _take(what, groups, group, other, people, day, clerk, number, belongs):
    """Do one step; who belongs where afterwards. What is refused changes nothing."""
    after = dict(belongs)
    group.refresh_from_db()
    other.refresh_from_db()
    try:
        if what == "split":
            child = services.split_group(
                group=group, name=f"Anak {number}", leaving=people, happened_on=day, split_by=clerk
            )
            groups.append(child)
            after |= {person.pk: child.pk for person in people}
        elif what == "merge":
            services.merge_groups(groups=[group], into=other, happened_on=day, merged_by=clerk)
            after = {who: other.pk if g == group.pk else g for who, g in after.items()}
        elif what == "rename":
            services.rename_group(
                group=group, name=f"Nama {number}", happened_on=day, renamed_by=clerk
            )
        elif what == "dissolve":
            services.dissolve_group(group=group, happened_on=day, dissolved_by=clerk)
            after = {who: g for who, g in after.items() if g != group.pk}
        else:
            people = [person for person in people if person.pk not in after]
            child = services.reform_group(
                group=group,
                name=f"Lagi {number}",
                people=people,
                happened_on=day,
                reformed_by=clerk,
            )
            groups.append(child)
            after |= {person.pk: child.pk for person in people}
    except MentoringError:
        return belongs
    return after


def _assert_story(story, groups, people, last):
    days = sorted(story)
    asked = JAN
    while asked <= last + timedelta(days=1):
        told = story[max(day for day in days if day <= asked)]
        rows = Membership.objects.on(asked).filter(person__in=people).values_list("person", "group")
        assert sorted(rows) == sorted(told.items())
        asked += timedelta(days=1)
    for lineage in GroupLineage.objects.filter(parent__in=groups).exclude(kind="rename"):
        assert lineage.child_id in services.family_of(lineage.parent)
