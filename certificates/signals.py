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

certificate_replaced = Signal()
"""Another certificate took its place. Payload: `certificate` (the old one), `successor`."""

correction_asked = Signal()
"""A correction waits for the issuer's head. Payload: `correction`."""

batch_prepared = Signal()
"""A batch waits for a head who did not prepare it. Payload: `batch`, `prepared_by` (user)."""

batch_approved = Signal()
"""Numbers were allotted and the items queued. Payload: `batch`, `approved_by` (user)."""

batch_finished = Signal()
"""No item of the batch is open any more; its `state` is DONE, or PARTIAL if some failed.

Payload: `batch`. Sent again when failed items were repeated and that has finished.
"""
