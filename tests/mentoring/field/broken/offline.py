raise LookupError("a mistake in this room")
