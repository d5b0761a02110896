"""What this room tells others. All are sent after commit, by `send_robust`."""

from django.dispatch import Signal

# A photograph or voice of a phone arrived whole and its hash is right.
# Arguments: upload (Upload: `id`, `record`, `sha256`, `media_type`, `file`, `device`).
# Its record may have come already or not yet: a room attaches it when both are there.
# An exception of a receiver is logged; the file stays and can be attached later.
upload_finished = Signal()
