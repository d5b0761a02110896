"""Public events of assignments, sent after commit; what a receiver raises is only logged.

Every signal carries: sender (Assignment), assignment, and `by`, the user who did it
(None for what the site did by itself).
None is sent by bulk loading.
"""

from django.dispatch import Signal

assignment_proposed = Signal()
"""A facilitator was asked to accompany a group. Sent by `services.propose_assignment`."""

assignment_accepted = Signal()
"""The facilitator accepted.

Sent by `services.accept_assignment`. Unless her training is missing,
`assignment_activated` follows at once.
"""

assignment_activated = Signal()
"""The group is hers from `assignment.starts_on` on, which may lie in the future or the past.

Sent after `assignment_accepted`, or later, once a training or waiver counts.
"""

assignment_suspended = Signal()
"""An assignment rests from a day on. Sent by `services.suspend_assignment`."""

assignment_resumed = Signal()
"""An assignment that rested goes on. Sent by `services.resume_assignment`."""

handover_started = Signal()
"""A group needs somebody else; `assignment.last_day` is the facilitator's last one.

Sent by `services.hand_over`, also for every assignment of an account that was switched
off: `by` is None then.
"""

assignment_declined = Signal()
"""The facilitator declined; `assignment.reason` says why. Sent by `services.decline_assignment`."""

assignment_withdrawn = Signal()
"""The proposal was taken back before an answer. Sent by `services.withdraw_assignment`."""

assignment_ended = Signal()
"""The last day of an accepted assignment was set; `assignment.last_day` may lie in the future.

Sent by `services.end_assignment`.
"""
