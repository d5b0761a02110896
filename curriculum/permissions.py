"""Questions about a user and a thing of curriculum."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from curriculum.models import ModuleRelease, ReleasedLesson


class DecideOnlyPolicy(ModelPermissionPolicy):
    """For records that come from elsewhere and stay: looked at and answered, no more."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("view", "change") and super().user_has_permission(user, action)


def may_keep_progress(user: Any) -> bool:
    """Every signed-in, active person keeps her own progress."""
    return bool(user and user.is_authenticated and user.is_active)


def may_print(user: Any) -> bool:
    """Having paper made takes a worker's time; downloading what is ready takes none."""
    return bool(user and user.has_perm("curriculum.print_module"))


def was_released(page: Any) -> bool:
    """Whether `page`, or anything below it, was ever released and may therefore not go."""
    below = type(page).get_tree(page).values("pk") if page.pk else []
    return (
        ModuleRelease.objects.filter(page_id__in=below).exists()
        or ReleasedLesson.objects.filter(page_id__in=below).exists()
    )


def may_see_reports(user: Any) -> bool:
    """Reports count and never name: whoever may look at programmes may see them."""
    return user.has_perm("curriculum.view_programme")
