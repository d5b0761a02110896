"""Questions of members, and recordings as phones make them."""

from datetime import UTC, datetime

import factory
from django.core.files.uploadedfile import SimpleUploadedFile

from mentoring.assignments.models import Answer, Question
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import mp4_box, opus
from tests.factories.registry import CrafterGroupFactory, MembershipFactory

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)  # 12.00 WIB


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    group = factory.SubFactory(CrafterGroupFactory)
    asked_by = factory.SubFactory(UserFactory)
    asked_at = NOON
    text = "Kapan pelatihan mulai?"


class AnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Answer

    question = factory.SubFactory(QuestionFactory)
    answered_by = factory.SubFactory(UserFactory)
    answered_at = NOON
    text = "Hari Senin pagi."


def member(group, **values):
    """A user who is a member of `group`, and of it alone."""
    user = UserFactory(roles=["crafter"], **values)
    MembershipFactory(group=group, person__user=user)
    return user


def recording(content=None, name="suara rumah.ogg"):
    return SimpleUploadedFile(name, opus() if content is None else content, "audio/ogg")


def m4a():
    """As Android's recorder writes it: right boxes, no sound in it."""
    sound = mp4_box(b"hdlr", bytes(8) + b"soun" + bytes(13))
    return mp4_box(b"ftyp", b"M4A \0\0\0\0") + mp4_box(b"moov", sound) + mp4_box(b"mdat", b"x")


def film():
    """The same with a track of pictures."""
    return m4a() + mp4_box(b"hdlr", bytes(8) + b"vide" + bytes(13))
