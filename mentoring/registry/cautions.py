"""What to look at twice. Cautions never refuse; screens show them after saving and beside the row.

Sizes are those of the programme: a craft centre is recognised from five alike business
units on, and a group can be accompanied well with 3 to 40 members.
"""

from datetime import date

from django.utils.translation import gettext as _

from mentoring.registry.models import CrafterGroup, Membership, Sentra

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
