"""The smallest room that records on a phone. What it took over lies in `KEPT`.

A line says {"text": str, "parent": uuid or nothing}. Its texts stand for what rooms meet:
"bad …" cannot be read, "stone" makes `apply` raise, "other …" differs from what is kept.
"""

from uuid import UUID

from mentoring.errors import MentoringError
from mentoring.offline_records import Answer, ConflictKind, OfficeMovedOn, Outcome

KEPT: dict[UUID, list[tuple[str, str]]] = {}
ASKED: list[int] = []
DIFFERS = "Somebody else wrote this line, too."


class LineTooShort(MentoringError):
    code = "line_too_short"
    message = "This line says nothing. Write something."


class Lines:
    name = "notes.line"
    title = "Line"
    version = 2
    versions = (1, 2)
    conflict_class = "append"

    def read(self, payload, version):
        if not payload.get("text") or str(payload["text"]).startswith("bad"):
            raise LineTooShort()
        return payload

    def apply(self, records):
        ASKED.append(len(records))
        outcomes, kept = [], {}
        for record in records:
            outcome = self._one(record, kept)
            outcomes.append(outcome)
        for key, versions in kept.items():
            KEPT.setdefault(key, []).extend(versions)
        return outcomes

    def _one(self, record, kept):
        text, parent = record.content["text"], record.content.get("parent")
        if text == "stone":
            raise RuntimeError("a mistake in this room")
        if parent and UUID(parent) not in KEPT and UUID(parent) not in kept:
            return Outcome(
                Answer.WAITING, "parent_missing", "Its page has not come.", (UUID(parent),)
            )
        if text.startswith("late") and record.accepted_by is None:
            return Outcome(Answer.HELD, "too_late", "This came too late. Ask your coordinator.")
        have = [*KEPT.get(record.id, []), *kept.get(record.id, [])]
        if not have:
            kept[record.id] = [(record.digest, text)]
            return Outcome(Answer.APPLIED)
        if record.digest == have[-1][0]:
            return Outcome(Answer.DUPLICATE)
        if record.replaces == have[-1][0]:
            kept.setdefault(record.id, []).append((record.digest, text))
            return Outcome(Answer.REVISION)
        return Outcome(
            Answer.CONFLICT,
            "differs",
            DIFFERS,
            server_values={"text": have[-1][1]},
            device_values={"text": text},
            kind=ConflictKind.HARD,
        )

    def resolve(self, *, id, device_values, server_values, resolution, by, note, user):
        if note == "no":
            raise LineTooShort()
        if resolution != "keep_server":
            if server_values != {"text": KEPT[id][-1][1]}:
                raise OfficeMovedOn(server_values={"text": KEPT[id][-1][1]})
            KEPT[id].append(("decided", device_values["text"]))


class Mine:
    name = "notes.mine"

    def contents(self, user, *, today, keys=None):
        mine = {"a": {"of": user.pk, "on": today.isoformat()}, "b": {"long": "x" * 5000}}
        return {key: mine[key] for key in mine if keys is None or key in keys}


LINES = Lines()
MINE = Mine()
RECORD_TYPES = [LINES]
PARTS = [MINE]
SCREENS = []
