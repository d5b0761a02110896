"""Guests who were proposed as members: once the coordinator said yes, their marks are theirs."""

from mentoring.registry.models import MembershipProposal, ProposalState
from mentoring.sessions.models import Attendance, AttendanceStatus, MentoringSession
from mentoring.sessions.services.told_twice import recount


def give_marks_to_member(*, proposal: MembershipProposal) -> int:
    """Write the guest's marks down to the person she is; how many there were.

    A session that marks her already keeps that mark. Until then she counted in no rate.
    Doing it again changes nothing.
    """
    if proposal.state != ProposalState.ACCEPTED or proposal.membership is None:
        return 0
    person = proposal.membership.person_id
    marks = Attendance.objects.filter(proposal=proposal, person__isnull=True)
    marks = list(marks.select_related("session"))
    known = set(
        Attendance.objects.filter(
            session__in=[mark.session_id for mark in marks], person=person
        ).values_list("session", flat=True)
    )
    for mark in marks:
        if mark.session_id in known:
            mark.delete()
            continue
        was_member = proposal.membership.holds_on(mark.session.happened_on)
        mark.person_id, mark.guest_name = person, ""
        mark.status = AttendanceStatus.HADIR if was_member else AttendanceStatus.TAMU
        mark.save(update_fields=["person", "guest_name", "status"])
    touched: list[MentoringSession] = [mark.session for mark in marks]
    if touched:
        recount(touched)
    return len(marks)
