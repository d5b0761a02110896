"""How an editor picks a sound or a video, or adds one on the spot."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet


class SoundChooserViewSet(ChooserViewSet):
    model = "curriculum.Sound"
    icon = "media"
    choose_one_text = _("Choose a sound")
    choose_another_text = _("Choose another sound")
    edit_item_text = _("Edit this sound")
    creation_form_class = "curriculum.media_forms.SoundForm"
    creation_tab_label = _("Add")
    per_page = 20


class VideoChooserViewSet(ChooserViewSet):
    model = "curriculum.Video"
    icon = "media"
    choose_one_text = _("Choose a video")
    choose_another_text = _("Choose another video")
    edit_item_text = _("Edit this video")
    creation_form_class = "curriculum.media_forms.VideoForm"
    creation_tab_label = _("Add")
    per_page = 20


video_chooser_viewset = VideoChooserViewSet("curriculum_video_chooser")
sound_chooser_viewset = SoundChooserViewSet("curriculum_sound_chooser")
