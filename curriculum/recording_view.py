"""Where the recorder in the editor sends what it recorded."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.admin_url_finder import AdminURLFinder

from curriculum import conf
from curriculum.errors import CurriculumError, MayNotRecord, RecordingMissing
from curriculum.services import keep_recording


class RecordView(View):
    """Takes a recording (POST title, file) and answers the sound it became, as choosers do.

    GET answers whether this person may record, before she does.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("curriculum.add_sound"):
            return _refused(str(MayNotRecord()), MayNotRecord.code, 403)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get(self, request: HttpRequest) -> HttpResponse:
        return JsonResponse({"seconds": conf.max_recording_seconds()})

    def post(self, request: HttpRequest) -> HttpResponse:
        file, title = request.FILES.get("file"), request.POST.get("title", "").strip()
        try:
            if file is None:
                raise RecordingMissing()
            sound = keep_recording(title=title or _("Recording"), file=file, by=request.user)
        except CurriculumError as refusal:
            return _refused(str(refusal), refusal.code, 400)
        except ValidationError as wrong:
            return _refused(" ".join(wrong.messages), "sound_refused", 400)
        edit_url = AdminURLFinder(user=request.user).get_edit_url(sound)
        return JsonResponse({"id": str(sound.pk), "title": sound.title, "edit_url": edit_url})


def _refused(sentence: str, code: str, status: int) -> HttpResponse:
    return JsonResponse({"code": code, "sentence": sentence}, status=status)
