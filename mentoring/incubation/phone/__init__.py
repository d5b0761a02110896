"""Rounds on the phone: what it reads, what it tells, and the words for both."""
