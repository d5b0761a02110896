"""Somebody else's Wagtail site: stock user model, stock pages, one plugin of ours."""
