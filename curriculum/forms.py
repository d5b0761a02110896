"""Input for editors."""

from django import forms

from curriculum.models import Sound, Video


class SoundForm(forms.ModelForm):
    """A sound; its length and weight are read while the file is checked (`Sound.clean`)."""

    class Meta:
        model = Sound
        fields = ["title", "file", "fallback_file", "is_machine_voice"]


class VideoForm(forms.ModelForm):
    """A video; length and weights are read while the files are checked (`Video.clean`)."""

    class Meta:
        model = Video
        fields = ["title", "file", "large_file"]
