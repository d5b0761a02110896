"""Registrations of curriculum."""

from wagtail import hooks

from curriculum.choosers import sound_chooser_viewset


@hooks.register("register_admin_viewset")
def sound_chooser():
    return sound_chooser_viewset
