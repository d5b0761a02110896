"""The words with which consent is asked until a programme writes its own. Plain, short, ours.

They are read aloud to whoever does not read. They stand here and not in the catalogues,
because somebody's yes belongs to exactly these words.
"""

CONSENT_TEXTS = {
    ("pendampingan", "id"): (
        "Pendamping mencatat nama, alamat, pekerjaan, dan kehadiran saya. "
        "Catatan dipakai untuk mendampingi saya dan kelompok saya. "
        "Yang membaca hanya pendamping saya, koordinator, dan pengelola program. "
        "Hal yang sulit bagi saya, seperti penglihatan, hanya dicatat bila saya mau. "
        "Saya boleh melihat, memperbaiki, dan menarik persetujuan ini kapan saja."
    ),
    ("pendampingan", "en"): (
        "The facilitator writes down my name, address, work and attendance. "
        "This is used to accompany me and my group. "
        "Only my facilitator, the coordinator and the programme's managers read it. "
        "What is hard for me, such as seeing, is written down only if I want. "
        "I may look, correct, and take this back at any time."
    ),
    ("sertifikat", "id"): (
        "Nama, tempat dan tanggal lahir, serta alamat saya dicetak di sertifikat pelatihan. "
        "Orang yang memindai kode di sertifikat melihat nama saya dan pelatihannya. "
        "Sertifikat yang sudah terbit tidak berubah bila saya menarik persetujuan ini."
    ),
    ("sertifikat", "en"): (
        "My name, birthplace, birth date and address are printed on the training certificate. "
        "Whoever scans the code on it sees my name and the training. "
        "A certificate that was issued does not change when I take this back."
    ),
    ("foto", "id"): (
        "Foto saya saat kegiatan boleh disimpan dan ditunjukkan dalam laporan dan publikasi. "
        "Bila saya menarik persetujuan ini, foto yang memuat saya tidak ditampilkan lagi."
    ),
    ("foto", "en"): (
        "Photographs of me may be kept and shown in reports and publications. "
        "If I take this back, photographs with me are no longer shown."
    ),
    ("riset", "id"): (
        "Jawaban saya boleh dipakai untuk penelitian, tanpa nama saya. "
        "Menolak tidak mengurangi pendampingan."
    ),
    ("riset", "en"): (
        "My answers may be used for research, without my name. "
        "Saying no takes nothing away from being accompanied."
    ),
    ("berbagi", "id"): (
        "Data saya boleh diberikan kepada BLK, BUMN, atau bank bila saya mendaftar pelatihan, "
        "bantuan, atau pinjaman di sana. Setiap pemberian dicatat."
    ),
    ("berbagi", "en"): (
        "My data may be given to BLK, a state company or a bank when I apply there for "
        "training, aid or a loan. Every time is written down."
    ),
}

# What came along before: words of a programme are left alone, these are followed by the next
# version. They name no address, so none is printed for whoever said yes to them.
EARLIER_TEXTS = {
    ("sertifikat", "id"): (
        "Nama, tempat dan tanggal lahir saya dicetak di sertifikat pelatihan. "
        "Orang yang memindai kode di sertifikat melihat nama saya dan pelatihannya. "
        "Sertifikat yang sudah terbit tidak berubah bila saya menarik persetujuan ini."
    ),
    ("sertifikat", "en"): (
        "My name, birthplace and birth date are printed on the training certificate. "
        "Whoever scans the code on it sees my name and the training. "
        "A certificate that was issued does not change when I take this back."
    ),
}
