"""Lessons on a phone: packs, the app around them, and readers who share it (see the manual).

Its addresses lie below `hp/` ("handphone") of the lesson index; they are in `curriculum.urls`.
"""
