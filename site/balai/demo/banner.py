"""Whether demo sign-ins exist: asked by every page of a signed-in person."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

CACHE_KEY = "demo.sign_ins_exist"


def demo_sign_ins_exist() -> bool:
    """Read from the cache; at most a minute behind a change made past the ORM's signals."""
    found = cache.get(CACHE_KEY)
    if found is None:
        found = get_user_model().objects.filter(is_demo=True, is_active=True).exists()
        cache.set(CACHE_KEY, found, 60)
    return found


def demo_banner(request: HttpRequest) -> dict[str, Any]:
    """`demo_sign_ins_exist` for templates; nothing is read unless a template asks."""
    return {"demo_sign_ins_exist": SimpleLazyObject(demo_sign_ins_exist)}


@receiver([post_save, post_delete], dispatch_uid="demo_banner")
def _forget(sender: Any, instance: Any, **kwargs: Any) -> None:
    if getattr(instance, "is_demo", False) and sender is get_user_model():
        cache.delete(CACHE_KEY)
