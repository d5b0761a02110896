"""What this room tells others. Every signal is sent after commit, with `send_robust`:
an exception in a receiver is logged and undoes nothing.
"""

from django.dispatch import Signal

# A group visit was recorded for the first time. Payload: `session` (MentoringSession).
# Not sent when the same record arrives again. Sender: MentoringSession.
session_logged = Signal()

# A group visit was changed by a later record. Payload: `session` (MentoringSession), as it
# is now; what it said before is in its `revisions`. Sender: MentoringSession.
session_revised = Signal()

# Group visits were recorded or changed, all that one delivery brought at once. Payload:
# `sessions` (list of MentoringSession), as they are now. For whoever must not ask once for
# each of a hundred records. Sender: MentoringSession.
visits_recorded = Signal()

# Attendance of a run's session was written or changed. Payload: `session`
# (MentoringSession), `recorded_by` (user). Sender: Attendance.
attendance_recorded = Signal()

# A training run was closed: its attendance no longer changes. Payload: `run`
# (TrainingRun). Sender: TrainingRun.
run_closed = Signal()
