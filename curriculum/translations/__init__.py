"""Lessons in more than one language, with wagtail-localize; the only place that knows it."""
