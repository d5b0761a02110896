"""What others may listen to. All are sent after the transaction commits, with
`send_robust`: a listener that fails is logged and never undoes the record."""

from django.dispatch import Signal

group_proposed_for_cycle = Signal()
"""A coordinator proposed a group. Sender: CycleEnrolment. Arguments: `enrolment`."""

enrolment_moved = Signal()
"""A group entered another stage, by a coordinator or by a gate. Sender: CycleEnrolment.
Arguments: `enrolment`, `from_state`, `to_state`. Not sent for the first stage."""

round_submitted = Signal()
"""A round was submitted and its score frozen. Sender: Round. Arguments: `round`, `score`.
Saving a draft never sends it."""

gate_decided = Signal()
"""A gate was decided, whatever the outcome. Sender: GateDecision. Arguments: `decision`."""

evaluation_locked = Signal()
"""The figures of a group or a cycle were locked. Sender: Evaluation. Arguments: `evaluation`."""

evaluation_amended = Signal()
"""Locked figures changed by an approved amendment. Sender: Evaluation. Arguments:
`evaluation`, `amendment`. An amendment before the lock never sends it."""

lesson_version_chosen = Signal()
"""A group takes a new version of a lesson of its formula, or goes on with the old one. Sender:
LessonChoice. Arguments: `choice`, `page_id`, `audience_key` ("group:<uuid>")."""
