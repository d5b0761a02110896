"""What to look at twice. Cautions never refuse; screens show them after saving and beside the row.

Sizes are those of the programme: a craft centre is recognised from five alike business
units on, and a group can be accompanied well with 3 to 40 members.
"""

from collections.abc import Collection
from datetime import date

from django.db.models import Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentoring.registry.benefits import first_announced
from mentoring.registry.models import (
    OFFICERS,
    CrafterGroup,
    FrozenRank,
    GroupStatus,
    Membership,
    Sentra,
    Sex,
    VulnerabilityAssessment,
)
from mentoring.registry.services import relatives_among

FEWEST_UNITS = 5
FEWEST_MEMBERS = 3
MOST_MEMBERS = 40


def sentra_cautions(sentra: Sentra) -> list[str]:
    if sentra.business_units is None or sentra.business_units >= FEWEST_UNITS:
        return []
    return [
        _(
            "%(sentra)s has %(units)d business units. A craft centre usually has at least "
            "%(fewest)d: please check the number."
        )
        % {"sentra": sentra, "units": sentra.business_units, "fewest": FEWEST_UNITS}
    ]


def group_cautions(group: CrafterGroup, members: int) -> list[str]:
    """members: how many count today; 0 says nothing, because the group is being written down."""
    if 0 < members < FEWEST_MEMBERS:
        return [
            _("%(group)s has only %(members)d members. A group has at least %(fewest)d.")
            % {"group": group, "members": members, "fewest": FEWEST_MEMBERS}
        ]
    if members > MOST_MEMBERS:
        return [
            _(
                "%(group)s has %(members)d members. More than %(most)d are hard to accompany: "
                "think about two groups."
            )
            % {"group": group, "members": members, "most": MOST_MEMBERS}
        ]
    return []


def membership_cautions(membership: Membership, day: date) -> list[str]:
    """Other groups the same person belongs to on `day`."""
    others = [
        other.group.name
        for other in membership.person.memberships.on(day).select_related("group")
        if other.group_id != membership.group_id
    ]
    if not others:
        return []
    return [
        _("%(person)s also belongs to %(groups)s. Please check that this is meant.")
        % {"person": membership.person, "groups": ", ".join(others)}
    ]


def roster_cautions(group: CrafterGroup, roster: Collection[Membership], day: date) -> list[str]:
    """What stands out in who belongs to `group` on `day`; asks at most two questions.

    roster: memberships with their people. Somebody whose sex is not written down says
    nothing about women; kinship is read from the ties of the officers.
    """
    cautions = []
    if group.status == GroupStatus.DORMANT:
        cautions.append(
            _("%(group)s is dormant: it has not met for a long time.") % {"group": group}
        )
    sexes = {membership.person.sex for membership in roster}
    if group.sentra.is_womens_craft and sexes == {Sex.MALE.value}:
        cautions.append(
            _(
                "No woman belongs to %(group)s, although mostly women do this craft here. "
                "Ask who was not invited."
            )
            % {"group": group}
        )
    if _officers_are_one_family(roster, day):
        cautions.append(_("All officers of %(group)s are of one family.") % {"group": group})
    return [*cautions, *_in_two_groups(group, roster, day)]


def _officers_are_one_family(roster: Collection[Membership], day: date) -> bool:
    """Whether ties of kin join all officers, directly or through one another."""
    officers = {each.person_id for each in roster if each.role in OFFICERS}
    if len(officers) < 2:
        return False
    return officers in relatives_among(people=officers, on=day)


def _in_two_groups(group: CrafterGroup, roster: Collection[Membership], day: date) -> list[str]:
    elsewhere = (
        Membership.objects.on(day)
        .filter(person__in=[each.person_id for each in roster])
        .exclude(group=group)
        .select_related("person")
        .order_by("person__full_name")
    )
    names = list(dict.fromkeys(each.person.full_name for each in elsewhere))
    if not names:
        return []
    return [
        _("Also members of another group: %(names)s. Please check that this is meant.")
        % {"names": ", ".join(names)}
    ]


def stratum_cautions(assessment: VulnerabilityAssessment) -> list[str]:
    """Whether her stratum changed after something was promised or ranks were frozen."""
    earlier = (
        VulnerabilityAssessment.objects.filter(person=assessment.person_id)
        .exclude(pk=assessment.pk)
        .until(assessment.assessed_on)
        .first()
    )
    if earlier is None or earlier.stratum == assessment.stratum:
        return []
    frozen = FrozenRank.objects.filter(person=assessment.person_id).aggregate(
        first=Min("frozen_at")
    )["first"]
    days = [timezone.localdate(frozen)] if frozen else []
    days += first_announced([assessment.person_id]).values()
    if not days or min(days) > assessment.assessed_on:
        return []
    return [
        _(
            "Her stratum changed after a benefit was announced on %(day)s. "
            "The frozen rank stays; please note why the change is right."
        )
        % {"day": date_format(min(days), "j F Y")}
    ]
