"""The pages of the two-year cycle."""
