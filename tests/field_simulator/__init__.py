"""Phones of facilitators on a bad network, against a real site whose processes are killed.

`make soak` runs fifty phones with two thousand sessions, `make test` a few; both repeat
exactly what phones and network do for one seed. When a process dies is up to the clock.
"""
