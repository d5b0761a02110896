"""Public events of the registry, sent after commit; what a receiver raises is only logged."""

from django.dispatch import Signal

member_added = Signal()
"""A person became a member of a group.

Sent by `services.add_member` (and `enrol_new_person`) after commit, and for each member of a
list that came as a file, when its part is written; a list that is taken back deletes them
again, and nothing tells of that.
Arguments: sender (Membership), membership, added_by (user or None).
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

identifier_collided = Signal()
"""An identity number that was entered for a person already belongs to another one.

Sent by `services.enter_identifier` after commit, once for each other person. Nothing is
merged or refused: whoever looks for duplicates decides.
Arguments: sender (PersonIdentifier), person, other.
"""

consent_given = Signal()
"""A person said yes to a purpose.

Sent by `services.give_consent` after commit.
Arguments: sender (Consent), consent.
"""

consent_withdrawn = Signal()
"""A person took a yes back; use stops at once.

Sent by `services.withdraw_consent` after commit.
Arguments: sender (Consent), consent, withdrawn_by (user or None).
"""

person_erased = Signal()
"""The data of a person were erased; her row stays under a word for nobody.

Sent by `services.erase_person` after commit, when every plugin has done its part.
Arguments: sender (Person), person, user_id (of her account, or None), erased_by.
"""

group_changed = Signal()
"""A group got another name, split, merged, ended or was formed again.

Sent by `services.lineage` after commit, once for each group it happened to.
Arguments: sender (CrafterGroup), group, kind ("rename", "split", "merge", "reform",
"dissolve").
"""

membership_proposed = Signal()
"""A facilitator proposed a change of membership. Sent after commit.

Arguments: sender (MembershipProposal), proposal.
"""

membership_proposal_decided = Signal()
"""A proposed change of membership was accepted or declined. Sent after commit.

Arguments: sender (MembershipProposal), proposal.
"""

people_merged = Signal()
"""Two records were found to be one person; what named the second names the first now.

Sent by `services.merge_people` after commit.
Arguments: sender (PersonMerge), merge.
"""

merge_undone = Signal()
"""A merge was a mistake and is undone.

Sent by `services.undo_merge` after commit.
Arguments: sender (PersonMerge), merge.
"""
