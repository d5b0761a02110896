"""Registrations of the site itself."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models.signals import post_save
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from balai.home.context_processors import CACHE_KEY
from balai.home.desk import Tile
from balai.home.models import Organisation


def _forget_organisation(**kwargs: object) -> None:
    cache.delete(CACHE_KEY)


post_save.connect(_forget_organisation, sender=Organisation, dispatch_uid="home_organisation")


@hooks.register("register_desk_items")
def places_of_the_site(user: Any, today: date) -> Iterator[Tile]:
    if user.has_perm("wagtailadmin.access_admin"):
        yield Tile(
            "link",
            _("Office"),
            reverse("wagtailadmin_home"),
            sentence=_("Registers, lessons and settings"),
            picture="gear",
            order=940,
        )
    if user.has_perm("accounts.add_user"):
        yield Tile(
            "link", _("Invite somebody"), reverse("accounts:invite"), picture="plus", order=950
        )
    yield Tile("link", _("My account"), reverse("accounts:account"), picture="user", order=990)


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("balai/admin.css"))


@hooks.register("insert_global_admin_js")
def admin_scripts() -> SafeString:
    return format_html_join(
        "",
        '<script src="{}" defer></script>',
        ((static(f"balai/{name}.js"),) for name in ("office", "one_save")),
    )


@hooks.register("register_admin_menu_item")
def back_to_the_desk() -> MenuItem:
    return MenuItem(gettext_lazy("My desk"), "/beranda/", name="desk", icon_name="home", order=1)


@hooks.register("construct_main_menu")
def one_help_on_the_page(request: Any, menu_items: list[MenuItem]) -> None:
    """Wagtail's own help menu leads to other sites, in English; ours is on the page."""
    menu_items[:] = [item for item in menu_items if item.name != "help"]
    menu_items.append(
        MenuItem(gettext_lazy("Help"), "#bantuan", name="bantuan", icon_name="help", order=9_000)
    )
