"""How an editor picks a sound or a video, adds one on the spot, or records a sound."""

from typing import Any

from django import forms
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser, BaseChooserAdapter

from curriculum import conf
from curriculum.recording_view import RecordView

RECORDER = forms.Media(
    css={"all": ["curriculum/admin/recorder.css"]}, js=["curriculum/admin/recorder.js"]
)


class SoundChooser(BaseChooser):
    """Wagtail's chooser with a button that records."""

    template_name = "curriculum/admin/sound_chooser.html"

    def get_context(self, name: str, value_data: Any, attrs: Any) -> dict[str, Any]:
        return {
            **super().get_context(name, value_data, attrs),
            "record_url": reverse("curriculum_sound_chooser:record"),
            "seconds": conf.max_recording_seconds(),
        }

    @cached_property
    def media(self) -> forms.Media:
        return super().media + RECORDER


class SoundChooserAdapter(BaseChooserAdapter):
    """Wagtail's own, for a lesson's cards: the recorder is an element that starts by itself."""

    @cached_property
    def media(self) -> forms.Media:
        return super().media + RECORDER


class SoundChooserViewSet(ChooserViewSet):
    model = "curriculum.Sound"
    icon = "media"
    choose_one_text = _("Choose a sound")
    choose_another_text = _("Choose another sound")
    edit_item_text = _("Edit this sound")
    creation_form_class = "curriculum.media_forms.SoundForm"
    creation_tab_label = _("Add")
    per_page = 20
    base_widget_class = SoundChooser
    widget_telepath_adapter_class = SoundChooserAdapter

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("record/", RecordView.as_view(), name="record")]


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
