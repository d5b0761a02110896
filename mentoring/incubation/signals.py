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
