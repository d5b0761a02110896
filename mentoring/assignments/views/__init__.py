"""Pages of assignments: the facilitator's own on the phone, the coordinator's in the admin."""
