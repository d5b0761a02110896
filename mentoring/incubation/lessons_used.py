"""Which lessons a finding can be about: used at a session, in the formula, or offered."""

from dataclasses import dataclass

from mentoring.incubation.models import CycleEnrolment, FormulaItem, FormulaState
from mentoring.sessions.audiences import key_of_group
from mentoring.sessions.models import MentoringSession
from mentoring.sessions.programmes import teaching_modules


@dataclass(frozen=True)
class LessonUsed:
    """A lesson as it was used. release: the number of the version, None if nobody knows."""

    page_id: int
    code: str
    title: str
    release: int | None

    @property
    def words(self) -> str:
        return f"{self.code} {self.title}".strip()


def lessons_to_find(
    enrolment: CycleEnrolment, session: MentoringSession | None = None
) -> dict[int, LessonUsed]:
    """Page key -> lesson: those of `session` in the version that was taught first, then those
    of the formula in force, then whatever is offered to the group now."""
    found: dict[int, LessonUsed] = {}
    for lesson in (
        *(_of_session(session) if session else ()),
        *_of_formula(enrolment),
        *(
            LessonUsed(one.page_id, one.code, one.title, one.release)
            for one in teaching_modules(key_of_group(enrolment.group))
        ),
    ):
        found.setdefault(lesson.page_id, lesson)
    return found


def _of_session(session: MentoringSession) -> list[LessonUsed]:
    rows = [
        LessonUsed(one.page_id, one.code, one.title, one.release) for one in session.lessons.all()
    ]
    if session.module_page_id:
        rows.append(
            LessonUsed(
                session.module_page_id,
                session.module_code,
                session.module_title,
                session.module_release,
            )
        )
    return rows


def _of_formula(enrolment: CycleEnrolment) -> list[LessonUsed]:
    lines = FormulaItem.objects.filter(
        formula__enrolment=enrolment, formula__state=FormulaState.AGREED, page__isnull=False
    )
    return [LessonUsed(one.page_id, one.code, one.title, one.release) for one in lines]
