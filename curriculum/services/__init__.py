"""The verbs of curriculum."""

from curriculum.services.addressing import address_cards
from curriculum.services.assessing import (
    AssessmentDraft,
    current_results,
    record_assessments,
)
from curriculum.services.building import (
    CardDraft,
    OptionDraft,
    add_sound,
    add_video,
    create_lesson,
    create_module,
    publish_module,
    replace_cards,
)
from curriculum.services.change_requests import (
    check_decision,
    decide_change_request,
    file_change_request,
)
from curriculum.services.keeping import let_go_of_files
from curriculum.services.packing import make_pack, make_packs_of
from curriculum.services.picturing import (
    CleanPicture,
    clean_old_picture,
    clean_picture,
    clean_stored_file,
)
from curriculum.services.pinning import accept_release, hold_back
from curriculum.services.printing import (
    ask_for_print,
    print_module,
    requeue_stale_prints,
)
from curriculum.services.progress import rebuild_progress, record_answer, record_lesson_done
from curriculum.services.publishing import has_kept_reason, keep_publish_reason, require_ready
from curriculum.services.reader_keys import (
    end_reader_key,
    end_reader_keys,
    give_reader_key,
    receive_with_key,
)
from curriculum.services.receiving import (
    PaperAnswer,
    Receipt,
    Status,
    receive_events,
    write_down_answers,
    write_down_lessons,
)
from curriculum.services.recording import fit_film, fit_sound, keep_recording
from curriculum.services.releasing import refresh_release, release_module, remove_module
from curriculum.services.setting_up import give_lesson_rights, open_lesson_index
from curriculum.services.settling import settle_record

__all__ = [
    "AssessmentDraft",
    "CardDraft",
    "CleanPicture",
    "OptionDraft",
    "PaperAnswer",
    "Receipt",
    "Status",
    "accept_release",
    "add_sound",
    "add_video",
    "address_cards",
    "ask_for_print",
    "check_decision",
    "clean_old_picture",
    "clean_picture",
    "clean_stored_file",
    "create_lesson",
    "create_module",
    "current_results",
    "decide_change_request",
    "end_reader_key",
    "end_reader_keys",
    "file_change_request",
    "fit_film",
    "fit_sound",
    "give_lesson_rights",
    "give_reader_key",
    "has_kept_reason",
    "hold_back",
    "keep_publish_reason",
    "keep_recording",
    "let_go_of_files",
    "make_pack",
    "make_packs_of",
    "open_lesson_index",
    "print_module",
    "publish_module",
    "rebuild_progress",
    "receive_events",
    "receive_with_key",
    "record_answer",
    "record_assessments",
    "record_lesson_done",
    "refresh_release",
    "release_module",
    "remove_module",
    "replace_cards",
    "requeue_stale_prints",
    "require_ready",
    "settle_record",
    "write_down_answers",
    "write_down_lessons",
]
