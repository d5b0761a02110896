"""Breaches of personal data, and who was told."""

from datetime import UTC, datetime

import factory

from balai.privacy.models import Breach, BreachNotice
from tests.factories.accounts import UserFactory


class BreachFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Breach

    title = "Telepon kantor hilang"
    noticed_at = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    happened = "Telepon dengan daftar kelompok hilang di pasar."
    what_data = "Nama dan nomor telepon anggota."
    recorded_by = factory.SubFactory(UserFactory)


class BreachNoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BreachNotice

    breach = factory.SubFactory(BreachFactory)
    told = "people"
    told_at = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
    how = "Surat kepada tiap orang."
    recorded_by = factory.SubFactory(UserFactory)
