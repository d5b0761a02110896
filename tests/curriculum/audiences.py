"""Groups as another plugin would answer them."""

from contextlib import contextmanager
from dataclasses import dataclass

from wagtail import hooks


@dataclass(frozen=True)
class AnAudience:
    key: str
    label: str


@contextmanager
def audience(key="group:melati", *, members=(), taught=(), in_charge=(), label="Ronce Melati"):
    """While this lasts there is such a group: users, page keys, users who decide."""
    it = AnAudience(key, label)

    class Source:
        def of_users(self, user_ids):
            return {user.pk: [it] for user in members if user.pk in user_ids}

        def taught_with(self, page_id):
            return [it] if page_id in taught else []

        def in_charge(self, user, keys):
            return {key: it} if user in in_charge and key in keys else {}

    with hooks.register_temporarily("register_reading_audiences", Source):
        yield it
