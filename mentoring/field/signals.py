"""What this room tells others. All are sent after commit, by `send_robust`."""

from django.dispatch import Signal

# A photograph or voice of a phone arrived whole and its hash is right.
# Arguments: upload (Upload: `id`, `record`, `sha256`, `media_type`, `file`, `device`).
# A receiver that gave the file to its record answers True; then the file as it came is
# deleted after `MENTORING_ATTACHED_UPLOAD_DAYS`. Sent again while nobody did.
# Its record may have come already or not yet: a room attaches it when both are there.
# An exception of a receiver is logged; the file stays and can be attached later.
upload_finished = Signal()

# Files that no room took are about to be deleted.
# Arguments: uploads (list of Upload). A receiver answers with the ids of those that a record of
# its own still waits for; they are kept. After an exception of a receiver all of them are.
# Not sent for what never became whole, and for what a person's erasure takes along.
uploads_unclaimed = Signal()
