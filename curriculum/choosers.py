"""How an editor picks a sound, or adds one on the spot."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet


class SoundChooserViewSet(ChooserViewSet):
    model = "curriculum.Sound"
    icon = "media"
    choose_one_text = _("Choose a sound")
    choose_another_text = _("Choose another sound")
    edit_item_text = _("Edit this sound")
    creation_form_class = "curriculum.forms.SoundForm"
    creation_tab_label = _("Add")
    per_page = 20


sound_chooser_viewset = SoundChooserViewSet("curriculum_sound_chooser")
