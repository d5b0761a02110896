"""An app of somebody else's site that reminds people of something of its own."""
