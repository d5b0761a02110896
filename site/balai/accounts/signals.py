"""What happens to accounts here that others may want to hear of."""

from django.dispatch import Signal

# A sign-in card no longer works: lost, replaced, switched off. Sent inside the transaction
# with `user` (whose card it was) and `ended_by`.
card_ended = Signal()
