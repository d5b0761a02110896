"""An app of somebody else: one kind of record, kept in the cache's place, a plain dictionary."""
