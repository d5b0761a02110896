"""Public events. Receivers are called with `send_robust` after the transaction committed:
an exception in a receiver is logged and changes nothing.
"""

from django.dispatch import Signal

certificate_issued = Signal()
"""A certificate became valid: its PDF and hash are stored.

Sent once per certificate. Payload: `certificate`. Never sent for a pending one.
"""

certificate_revoked = Signal()
"""A valid certificate was revoked. Payload: `certificate`, `revoked_by` (user)."""

batch_approved = Signal()
"""Numbers were allotted and the items queued. Payload: `batch`, `approved_by` (user)."""
