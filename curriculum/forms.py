"""Input for editors."""

from django import forms

from curriculum.models import Sound, Video


class AcceptForm(forms.Form):
    """Which audience takes the newest release of which module; both come from the page."""

    audience_key = forms.CharField(max_length=80)
    module_id = forms.IntegerField()


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
