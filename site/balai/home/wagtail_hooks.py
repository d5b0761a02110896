"""Registrations of the site itself."""

from django.core.cache import cache
from django.db.models.signals import post_save

from balai.home.context_processors import CACHE_KEY
from balai.home.models import Organisation


def _forget_organisation(**kwargs: object) -> None:
    cache.delete(CACHE_KEY)


post_save.connect(_forget_organisation, sender=Organisation, dispatch_uid="home_organisation")
