"""Public events of curriculum.

All are sent with `send_robust` after the transaction is committed: an exception in a
receiver is logged by Django and stops nobody. None is sent for drafts or previews.
"""

from django.dispatch import Signal

# A module has a new immutable release. Sender: `ModuleRelease`.
# Arguments: release (ModuleRelease). Sent when a module or a lesson of a published module
# is published, taken back or moved, and its readers therefore see something else; never
# when a page is published without a change.
module_released = Signal()

# A reader has done every lesson of a release. Sender: `ProgressSummary`.
# Arguments: summary (ProgressSummary; its `user`, `module` and `completed_at`), release.
# Sent once per reader and module, when it first becomes true; never by `rebuild_progress`.
module_completed = Signal()

# Somebody accepted, declined or closed a proposed change. Sender: `ModuleChangeRequest`.
# Arguments: change_request (ModuleChangeRequest, with its `state`, `reason`, `answered_by`).
change_request_decided = Signal()
