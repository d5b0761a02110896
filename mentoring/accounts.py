"""The site's user model. Of a user the rooms show `get_full_name()` only."""

from django.contrib.auth import get_user_model


def name_columns(prefix: str = "") -> list[str]:
    """Columns of the site's user model in which a name is searched and sorted, best first.

    prefix: the lookup that leads to the user ("facilitator__user__").
    """
    user = get_user_model()
    columns = {field.name for field in user._meta.get_fields()}
    wanted = ("full_name", "first_name", "last_name", user.USERNAME_FIELD)
    return [f"{prefix}{name}" for name in wanted if name in columns]
