"""One breach of the past, handled as the law asks, and whom to ask about one's data."""

from datetime import UTC, datetime, time, timedelta

from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from balai.privacy.models import Told
from balai.privacy.services import close_breach, note_told, record_breach

DAYS_AGO = 40


def load_breach(cast: Cast, timeline: Timeline) -> None:
    manager = cast.staff["manajer"]
    noticed = datetime.combine(timeline.days_ago(DAYS_AGO), time(1), tzinfo=UTC)  # 8.00 WIB
    breach = record_breach(
        recorded_by=manager,
        now=noticed + timedelta(hours=1),
        noticed_at=noticed,
        title="Daftar hadir tertinggal di warung (rekaan)",
        happened="Daftar hadir satu pertemuan tertinggal di warung dan difoto orang lain.",
        what_data="Nama dan tanda tangan anggota satu kelompok.",
        people_count=14,
        handling="Daftar diambil kembali, foto dihapus, map bertutup dibagikan kepada pendamping.",
    )
    for whom, hours, how in (
        (Told.PEOPLE, 6, "Disampaikan langsung dan lewat surat kepada tiap anggota."),
        (Told.AUTHORITY, 26, "Surat Contoh, data apa dan kapan, apa yang dilakukan."),
    ):
        told_at = noticed + timedelta(hours=hours)
        note_told(
            breach=breach,
            told=whom,
            told_at=told_at,
            how=how,
            recorded_by=manager,
            now=told_at + timedelta(hours=1),
        )
    close_breach(breach=breach, closed_by=manager, now=noticed + timedelta(days=2))
