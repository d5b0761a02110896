"""Wagtail's users app with this site's forms; loaded before models exist."""

from wagtail.users.apps import WagtailUsersAppConfig


class WagtailUsersConfig(WagtailUsersAppConfig):
    user_viewset = "balai.accounts.wagtail_users.UserViewSet"
