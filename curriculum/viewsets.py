"""Programmes, competency units, sounds and videos in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from curriculum.deciding import ChangeRequestsView, DecideView, DecisionForm
from curriculum.media_forms import SoundForm, VideoForm
from curriculum.models import (
    CompetencyUnit,
    EventForReview,
    ModuleChangeRequest,
    PlainWord,
    Programme,
    Sound,
    Video,
)
from curriculum.panels import ModulePagePanel
from curriculum.settling import EventsForReview, SettleForm, SettleView


class ProgrammeViewSet(ModelViewSet):
    model = Programme
    name = "curriculum_programmes"
    icon = "list-ol"
    menu_label = _("Programmes")
    menu_order = 100
    list_display = ["code", "title_id", Column("jp", label=_("JP"), sort_key="jp")]
    search_fields = ["code", "title_id", "title_en"]
    ordering = ["code"]
    copy_view_enabled = False
    inspect_view_enabled = True
    panels = [
        "code",
        MultiFieldPanel(["title_id", "title_en"], heading=_("Title")),
        FieldRowPanel(["jp", "minutes_per_jp"], heading=_("Lesson hours (JP)")),
        InlinePanel("programme_units", ["unit", "jp"], heading=_("Competency units")),
        InlinePanel(
            "programme_modules",
            [ModulePagePanel("module"), "is_required"],
            heading=_("Modules, in order"),
        ),
    ]


class CompetencyUnitViewSet(ModelViewSet):
    model = CompetencyUnit
    name = "curriculum_units"
    icon = "tag"
    menu_label = _("Competency units")
    menu_order = 200
    list_display = ["code", "title_id", "title_en"]
    search_fields = ["code", "title_id", "title_en"]
    ordering = ["code"]
    copy_view_enabled = False
    panels = ["code", "title_id", "title_en"]


class SoundViewSet(ModelViewSet):
    model = Sound
    name = "curriculum_sounds"
    icon = "media"
    menu_label = _("Sounds")
    menu_order = 300
    list_display = [
        "title",
        Column("seconds", label=_("Seconds"), sort_key="seconds"),
        Column("kilobytes", label=_("kB"), sort_key="size"),
        BooleanColumn("is_machine_voice", label=_("machine voice")),
    ]
    list_filter = ["is_machine_voice"]
    search_fields = ["title"]
    ordering = ["title"]
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return SoundForm


class VideoViewSet(ModelViewSet):
    model = Video
    name = "curriculum_videos"
    icon = "media"
    menu_label = _("Videos")
    menu_order = 310
    list_display = [
        "title",
        Column("seconds", label=_("Seconds"), sort_key="seconds"),
        Column("kilobytes", label=_("kB"), sort_key="size"),
    ]
    search_fields = ["title"]
    ordering = ["title"]
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return VideoForm


class PlainWordViewSet(ModelViewSet):
    model = PlainWord
    name = "curriculum_plain_words"
    icon = "title"
    menu_label = _("Plain words")
    menu_order = 320
    list_display = ["word", "instead", Column("get_language_display", label=_("Language"))]
    list_filter = ["language"]
    search_fields = ["word", "instead"]
    ordering = ["language", "word"]
    copy_view_enabled = False
    panels = ["language", "word", "instead"]


class EventForReviewViewSet(ModelViewSet):
    """To look at and to settle; what a phone sent never changes."""

    model = EventForReview
    index_view_class = EventsForReview
    name = "curriculum_events_for_review"
    icon = "warning"
    menu_label = _("Records to look at")
    menu_order = 900
    list_display = [
        "received_at",
        Column("sender", label=_("Sent by")),
        Column("code", label=_("Reason"), sort_key="code"),
        DateColumn("settled_at", label=_("Settled"), sort_key="settled_at"),
    ]
    list_filter = {"code": ["exact"], "received_at": ["gte", "lte"], "settled_at": ["isnull"]}
    ordering = ["-received_at"]
    edit_view_class = SettleView
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("received_at", read_only=True),
                    FieldPanel("sender", read_only=True),
                    FieldPanel("code", read_only=True),
                    FieldPanel("sent", read_only=True),
                ],
                heading=_("What a phone sent"),
            ),
            "note",
        ],
        base_form_class=SettleForm,
    )
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        *("received_at", "sender", "code", "sent"),
        *("settled_at", "settled_by", "note"),
    ]


class ChangeRequestViewSet(ModelViewSet):
    model = ModuleChangeRequest
    name = "curriculum_change_requests"
    icon = "comment"
    menu_label = _("Proposed changes")
    menu_order = 50
    list_display = [
        "proposal",
        Column("module", label=_("Module"), accessor="release.title"),
        Column("source_label", label=_("Where it was seen")),
        Column("get_state_display", label=_("State"), sort_key="state"),
        DateColumn("filed_at", label=_("Proposed at"), sort_key="filed_at"),
    ]
    list_filter = ["state", "filed_at"]
    search_fields = ["proposal", "evidence", "source_label"]
    ordering = ["-filed_at"]
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "module",
        "release",
        "evidence",
        "proposal",
        "filed_by",
        "filed_at",
        "source_label",
        "state",
        "reason",
        "answered_by",
        "decided_by",
        "decided_at",
    ]
    index_view_class = ChangeRequestsView
    edit_view_class = DecideView
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("module", read_only=True),
                    FieldPanel("release", read_only=True),
                    FieldPanel("evidence", read_only=True),
                    FieldPanel("proposal", read_only=True),
                    FieldPanel("source_label", read_only=True),
                    FieldPanel("filed_by", read_only=True),
                ],
                heading=_("Proposed change"),
            ),
            MultiFieldPanel(["state", "reason", "answered_by"], heading=_("What becomes of it")),
        ],
        base_form_class=DecisionForm,
    )


class CurriculumViewSetGroup(ModelViewSetGroup):
    menu_label = _("Teaching")
    menu_icon = "openquote"
    menu_order = 210
    items = (
        ChangeRequestViewSet,
        ProgrammeViewSet,
        CompetencyUnitViewSet,
        SoundViewSet,
        VideoViewSet,
        PlainWordViewSet,
        EventForReviewViewSet,
    )
