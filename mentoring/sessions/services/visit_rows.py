"""The rows of visits, written for many at once; what may be written is judged before."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction

from mentoring.registry.models import MembershipProposal, ProposalKind, ProposalState
from mentoring.sessions.models import (
    Attendance,
    AttendanceStatus,
    Credit,
    Evidence,
    FollowUp,
    MentoringSession,
    ReadinessAnswer,
    RemarkKind,
    ReviewRemark,
    ReviewState,
    SessionLesson,
    SessionRevision,
    SessionState,
    VoiceNote,
)
from mentoring.sessions.photo_marks import marks_of
from mentoring.sessions.services.attachments import attach_arrived
from mentoring.sessions.services.known import Known, Told, proposal_key
from mentoring.sessions.services.visit_rules import Judged, Part
from mentoring.sessions.versions import versions_of

# What a record says of a session; the rest of a planned one stays as it was planned.
_SAID = [
    "kind",
    "state",
    "state_reason",
    "happened_on",
    "starts_at",
    "minutes",
    "led_by",
    "chaired_by",
    "facilitator_was_present",
    "purpose",
    "component",
    "venue",
    "travel_minutes",
    "latitude",
    "longitude",
    "accuracy_metres",
    "is_complete",
    "arrival",
    "credit",
    "is_counted",
    # A yes was said to an earlier version: what is told anew waits for a new one.
    "credited_by",
    "credited_at",
    "module_page",
    "module_revision",
    "module_code",
    "module_title",
    "module_release",
    "topics",
    "notes",
    "notes_are_confidential",
    "review_state",
    "reviewed_by",
    "reviewed_at",
    "recorded_by",
    "recorded_at",
    "received_at",
    "content_digest",
]


def write_visits(judged: Sequence[Judged], known: Known) -> dict[UUID, MentoringSession]:
    """Write `judged`; return the session of each part by key. Questions do not grow with them.

    What is changed keeps its earlier version. A record never takes away files that arrived.
    """
    revised = [each for each in judged if each.is_revision]
    if revised:
        _keep_versions(revised, known)
        _clear(revised)
    sessions = {part.key: _session(each, part, known) for each in judged for part in each.parts}
    MentoringSession.objects.bulk_create(
        sessions.values(), update_conflicts=True, unique_fields=["id"], update_fields=_SAID
    )
    _note_accepted(judged)
    proposals = _propose(judged, known)
    Attendance.objects.bulk_create(
        mark
        for each in judged
        for part in each.parts
        for mark in _marks(each, part, sessions[part.key], proposals)
    )
    SessionLesson.objects.bulk_create(_lessons(judged, known))
    _write_readiness(judged)
    _write_promises(judged, known)
    _announce_files(judged)
    return sessions


def _keep_versions(revised: Sequence[Judged], known: Known) -> None:
    before = [each.before for each in revised if each.before is not None]
    payloads = versions_of(before)
    SessionRevision.objects.bulk_create(
        SessionRevision(
            session_id=each.key,
            number=len(known.digests[each.key]) + 1,
            payload=payloads[each.key],
            digest=each.before.content_digest if each.before else "",
            reason=each.told.reason[:300],
            revised_by=each.told.revised_by or each.told.user,
            recorded_at=each.told.recorded_at,
            revised_at=each.told.received_at,
        )
        for each in revised
    )
    ReviewRemark.objects.bulk_create(
        ReviewRemark(
            session_id=each.key,
            kind=RemarkKind.REVISED,
            text=each.told.reason,
            said_by=each.told.revised_by or each.told.user,
            said_at=each.told.received_at,
        )
        for each in revised
    )


def _clear(revised: Sequence[Judged]) -> None:
    """Take away what the new version says anew."""
    keys = [each.key for each in revised]
    parts = [part.key for each in revised for part in each.parts]
    told = [promise.id for each in revised for promise in each.told.visit.promises]
    MentoringSession.objects.filter(shared_from__in=keys).exclude(pk__in=parts).delete()
    Attendance.objects.filter(session__in=parts).delete()
    SessionLesson.objects.filter(session__in=keys).delete()
    FollowUp.objects.open().filter(session__in=keys).exclude(pk__in=told).delete()


def _session(each: Judged, part: Part, known: Known) -> MentoringSession:
    told, visit = each.told, each.told.visit
    is_held = visit.state == SessionState.HELD
    position = visit.position
    return MentoringSession(
        id=part.key,
        group=part.group,
        shared_from_id=None if part.key == each.key else each.key,
        kind=visit.kind,
        state=visit.state,
        state_reason="" if is_held else visit.not_held_reason,
        happened_on=visit.happened_on,
        starts_at=each.starts_at,
        minutes=visit.minutes if is_held else None,
        led_by=told.user if visit.facilitator_was_present else None,
        chaired_by=visit.chaired_by,
        facilitator_was_present=visit.facilitator_was_present,
        purpose=visit.purpose,
        component=visit.component,
        venue=visit.venue,
        travel_minutes=visit.travel_minutes,
        latitude=position.latitude if position else None,
        longitude=position.longitude if position else None,
        accuracy_metres=position.accuracy if position else None,
        is_complete=each.is_complete,
        arrival=each.arrival,
        credit=part.credit,
        is_counted=part.credit == Credit.PLAIN,
        topics=_topics(each),
        notes=visit.notes,
        notes_are_confidential=visit.notes_are_confidential,
        **_review(told, is_held),
        recorded_by=told.user,
        recorded_at=told.recorded_at,
        received_at=told.received_at,
        content_digest=told.digest,
        **_first_lesson(each, known),
    )


def _topics(each: Judged) -> list[str] | None:
    """What was chosen; a record that does not speak of it leaves what was chosen before."""
    if each.told.visit.state != SessionState.HELD:
        return []
    if each.told.visit.topics is None:
        return each.before.topics if each.before else None
    return [str(key) for key in dict.fromkeys(each.told.visit.topics)]


def _review(told: Told, is_held: bool) -> dict[str, Any]:
    """What is told anew waits anew, unless somebody in the office took it just now."""
    if is_held and told.accepted_by is not None:
        return {
            "review_state": ReviewState.ACCEPTED,
            "reviewed_by": told.accepted_by,
            "reviewed_at": told.received_at,
        }
    return {"review_state": ReviewState.SUBMITTED if is_held else ""}


def _note_accepted(judged: Sequence[Judged]) -> None:
    """Who in the office took a record that a rule had held."""
    ReviewRemark.objects.bulk_create(
        ReviewRemark(
            session_id=each.key,
            kind=RemarkKind.ACCEPTED,
            said_by=each.told.accepted_by,
            said_at=each.told.received_at,
        )
        for each in judged
        if each.told.accepted_by is not None and each.told.visit.state == SessionState.HELD
    )


def _first_lesson(each: Judged, known: Known) -> dict[str, Any]:
    for lesson in each.told.visit.lessons[:1]:
        module = known.lessons[lesson.page, lesson.release]
        return {
            "module_page_id": module.page_id,
            "module_revision_id": module.revision_id,
            "module_code": module.code,
            "module_title": module.title,
            "module_release": module.release,
        }
    return {}


def _lessons(judged: Sequence[Judged], known: Known) -> Iterator[SessionLesson]:
    for each in judged:
        for part in each.parts:
            pages: set[int] = set()
            for position, lesson in enumerate(each.told.visit.lessons):
                module = known.lessons[lesson.page, lesson.release]
                if module.page_id in pages:
                    continue
                pages.add(module.page_id)
                yield SessionLesson(
                    id=uuid4(),
                    session_id=part.key,
                    position=position,
                    page_id=module.page_id,
                    revision_id=module.revision_id,
                    code=module.code,
                    title=module.title,
                    release=module.release,
                )


def _marks(
    each: Judged,
    part: Part,
    session: MentoringSession,
    proposals: dict[UUID, MembershipProposal],
) -> Iterator[Attendance]:
    if session.state != SessionState.HELD:
        return
    stamps = {
        "session": session,
        "is_counted": session.is_counted,
        "recorded_by": each.told.user,
        "recorded_at": each.told.recorded_at,
        "received_at": each.told.received_at,
    }
    for person, status in part.marks.items():
        here = status in (AttendanceStatus.HADIR, AttendanceStatus.TAMU)
        minutes = session.full_minutes if here else 0
        yield Attendance(person_id=person, status=status, minutes=minutes, **stamps)
    if part.key != each.key:
        return
    there = set(part.marks)
    for guest in each.told.visit.guests:
        proposal = proposals.get(proposal_key(each.told.visit.group, guest.id))
        about = {"guest_key": guest.id, "guest_hamlet": guest.hamlet, "proposal": proposal}
        joined = _joined(proposal)
        if joined is not None and joined not in there:
            there.add(joined)
            yield Attendance(
                person_id=joined,
                status=AttendanceStatus.HADIR,
                minutes=session.full_minutes,
                **about,
                **stamps,
            )
        elif joined is None:
            yield Attendance(
                guest_name=guest.name,
                status=AttendanceStatus.TAMU,
                minutes=session.full_minutes,
                **about,
                **stamps,
            )


def _joined(proposal: MembershipProposal | None) -> UUID | None:
    """Who a proposed guest turned out to be, once the coordinator said yes."""
    if proposal is None or proposal.state != ProposalState.ACCEPTED or not proposal.membership:
        return None
    return proposal.membership.person_id


def _propose(judged: Sequence[Judged], known: Known) -> dict[UUID, MembershipProposal]:
    """A proposal of joining for each guest who is to become a member; kept ones stay."""
    found = dict(known.proposals)
    new = {}
    for each in judged:
        for guest in each.told.visit.guests:
            key = proposal_key(each.told.visit.group, guest.id)
            if guest.is_proposed and key not in found:
                new[key] = found[key] = MembershipProposal(
                    id=key,
                    group=each.parts[0].group,
                    kind=ProposalKind.JOIN,
                    full_name=guest.name,
                    hamlet=guest.hamlet,
                    happens_on=each.told.visit.happened_on,
                    proposed_by=each.told.user,
                    proposed_at=each.told.received_at,
                )
    if new:
        MembershipProposal.objects.bulk_create(new.values(), ignore_conflicts=True)
    return found


def _write_readiness(judged: Sequence[Judged]) -> None:
    ReadinessAnswer.objects.bulk_create(
        (
            ReadinessAnswer(
                session_id=each.key,
                line=line.line,
                is_ready=line.is_ready,
                note=line.note,
                answered_by=each.told.user,
                answered_at=each.told.received_at,
            )
            for each in judged
            for line in {line.line: line for line in each.told.visit.readiness}.values()
        ),
        update_conflicts=True,
        unique_fields=["session", "line"],
        update_fields=["is_ready", "note", "answered_by", "answered_at"],
    )


def _write_promises(judged: Sequence[Judged], known: Known) -> None:
    """Promises; one that was closed meanwhile stays as it was closed."""
    closed = {key for key, each in known.promises.items() if each.done_on is not None}
    rows = {
        promise.id: FollowUp(
            id=promise.id,
            group=each.parts[0].group,
            session_id=each.key,
            text=promise.text,
            owner_kind=promise.owner_kind,
            owner_person_id=promise.owner_person and known.person(promise.owner_person),
            agreed_on=each.told.visit.happened_on,
            due_on=promise.due_on,
            recorded_by=each.told.user,
            recorded_at=each.told.recorded_at,
            received_at=each.told.received_at,
        )
        for each in judged
        for promise in each.told.visit.promises
        if promise.id not in closed
    }
    FollowUp.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["text", "owner_kind", "owner_person", "agreed_on", "due_on"],
    )


def _announce_files(judged: Sequence[Judged]) -> None:
    """A row for each file that a record names; its content comes when the upload is done."""
    photos = [
        Evidence(
            id=uuid5(each.key, photo.sha256),
            session_id=each.key,
            upload=photo.upload,
            original_sha256=photo.sha256,
            caption=photo.caption,
            **marks_of(photo, each.told.visit.happened_on, each.parts[0].group.sentra),
            **_stamps(each),
        )
        for each in judged
        for photo in each.told.visit.photos
    ]
    Evidence.objects.bulk_create(photos, ignore_conflicts=True)
    VoiceNote.objects.bulk_create(
        (
            VoiceNote(
                id=uuid5(each.key, voice.sha256),
                session_id=each.key,
                upload=voice.upload,
                sha256=voice.sha256,
                seconds=voice.seconds,
                **_stamps(each),
            )
            for each in judged
            for voice in each.told.visit.voices
        ),
        ignore_conflicts=True,
    )
    visits = [each.told.visit for each in judged]
    named = [file.upload for visit in visits for file in (*visit.photos, *visit.voices)]
    if uploads := [key for key in named if key]:
        # Robust: the record is kept, so its delivery is answered whatever becomes of its files.
        transaction.on_commit(lambda: attach_arrived(uploads), robust=True)


def _stamps(each: Judged) -> dict[str, Any]:
    return {
        "recorded_by": each.told.user,
        "recorded_at": each.told.recorded_at,
        "received_at": each.told.received_at,
    }
