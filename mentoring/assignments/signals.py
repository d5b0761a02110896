"""Public events of assignments, sent after commit; what a receiver raises is only logged.

Every signal carries: sender (Assignment), assignment, and `by`, the user who did it.
None is sent by bulk loading.
"""

from django.dispatch import Signal

assignment_proposed = Signal()
"""A facilitator was asked to accompany a group. Sent by `services.propose_assignment`."""

assignment_accepted = Signal()
"""The facilitator accepted: the group is hers from `assignment.starts_on` on.

Sent by `services.accept_assignment`; the first day may lie in the future or the past.
"""

assignment_declined = Signal()
"""The facilitator declined; `assignment.reason` says why. Sent by `services.decline_assignment`."""

assignment_withdrawn = Signal()
"""The proposal was taken back before an answer. Sent by `services.withdraw_assignment`."""

assignment_ended = Signal()
"""The last day of an accepted assignment was set; `assignment.last_day` may lie in the future.

Sent by `services.end_assignment`.
"""
