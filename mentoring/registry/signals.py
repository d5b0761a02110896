"""Public events of the registry, sent after commit; what a receiver raises is only logged."""

from django.dispatch import Signal

member_added = Signal()
"""A person became a member of a group.

Sent by `services.add_member` (and `enrol_new_person`) after commit.
Arguments: sender (Membership), membership, added_by (user or None).
Never sent by bulk loading.
"""

membership_ended = Signal()
"""The last day of a membership was set or moved.

Sent by `services.end_membership` after commit; the day may lie in the future.
Arguments: sender (Membership), membership, ended_by (user or None).
"""

person_got_account = Signal()
"""A person now has a user, because she takes part, reads or holds a certificate.

Sent by `services.ensure_user` after commit, once per person.
Arguments: sender (Person), person, user.
"""
