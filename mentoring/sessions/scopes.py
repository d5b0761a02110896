"""Who sees which rows of this room and of the rooms above it."""
