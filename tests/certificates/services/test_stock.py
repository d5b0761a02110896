import io
from decimal import Decimal

import pypdf
import pytest

from certificates.errors import NotAllowed, SheetNumberTaken, SheetNumberUnclear, SheetSpoiled
from certificates.models import Certificate, CertificateEvent, EventKind, Printer, StockSheet
from certificates.rendering import sheets
from certificates.services import approve_correction, request_correction
from certificates.services.stock import (
    print_on_plain,
    print_on_stock,
    sheet_numbers,
    spoil_sheet,
)
from tests.factories.certificates import IssuerFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def printer(house):
    return Printer.objects.create(issuer=house.issuer, name="Pencetak Contoh")


@pytest.fixture
def certificates(house):
    house.issued(3)
    return list(Certificate.objects.order_by("serial"))


def pages(content):
    return pypdf.PdfReader(io.BytesIO(content)).pages


def texts(content):
    return [" ".join(page.extract_text().split()) for page in pages(content)]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("duplex", ["1", "back", "2", "back", "3", "back"]),
        ("fronts_first", ["1", "2", "3", "back", "back", "back"]),
        ("backs_reversed", ["1", "2", "3", "back", "back", "back"]),
    ],
)
def test_pages_come_in_the_order_the_printer_needs(house, printer, certificates, order, expected):
    printer.order = order
    content = print_on_plain(certificates=certificates, printer=printer, printed_by=house.clerk)

    def which(text):
        if "Daftar Unit" in text:
            return "back"
        return next(str(n) for n, one in enumerate(certificates, 1) if one.serial in text)

    assert [which(text) for text in texts(content)] == expected


def test_backs_by_hand_keep_step_with_their_fronts():
    def paper(words, sides):
        from weasyprint import HTML

        body = "".join(f"<p style='break-after: page'>{words}{side}</p>" for side in sides)
        return HTML(string=body).write_pdf()

    documents = [paper("A", "db"), paper("B", "d"), paper("C", "db")]

    def order(kind):
        return texts(sheets.arranged(documents, order=kind, offsets=sheets.Offsets()))

    assert order("fronts_first") == ["Ad", "Bd", "Cd", "Ab", "", "Cb"]
    assert order("backs_reversed") == ["Ad", "Bd", "Cd", "Cb", "", "Ab"]
    assert order("duplex")[:2] == ["Ad", "Ab"]


def test_offsets_move_each_side_by_its_own_millimetres_and_keep_the_paper(
    house, printer, certificates
):
    printer.right_mm, printer.down_mm = Decimal("2.0"), Decimal("-1.5")
    printer.back_right_mm = Decimal("-3.0")
    content = print_on_plain(certificates=certificates[:1], printer=printer, printed_by=house.clerk)

    def moved(page):
        box = page.mediabox
        return tuple(
            round(float(side) / 72 * 25.4, 1) for side in (box[0], box[1], box.width, box.height)
        )

    assert [moved(page) for page in pages(content)] == [
        (-2.0, -1.5, 297.0, 210.0),
        (3.0, 0.0, 297.0, 210.0),
    ]


def test_printing_changes_no_stored_file_and_stands_in_the_history(house, printer, certificates):
    before = [(one.pdf_sha256, one.pdf.read()) for one in certificates]

    print_on_plain(certificates=certificates, printer=printer, printed_by=house.clerk)

    after = [(one.pdf_sha256, one.pdf.open().read()) for one in certificates]
    assert before == after
    assert CertificateEvent.objects.filter(kind=EventKind.PRINTED).count() == 3


def test_stock_gets_the_values_alone_and_each_sheet_is_written_down(house, printer, certificates):
    content = print_on_stock(
        certificates=certificates,
        printer=printer,
        first_number="A-0099",
        printed_by=house.clerk,
    )

    numbers = list(StockSheet.objects.values_list("number", "certificate__serial"))
    assert numbers == [
        (f"A-{number:04d}", one.serial) for number, one in enumerate(certificates, 99)
    ]
    for text, one in zip(texts(content), certificates, strict=True):
        assert one.printed_name in text
        assert one.serial in text
        assert "Nomor:" not in text
        assert "DINAS TENAGA KERJA" not in text
        one.refresh_from_db()
    assert [one.stock_number for one in certificates] == ["A-0099", "A-0100", "A-0101"]


def test_a_spoiled_sheet_is_void_and_the_certificate_gets_another(house, printer, certificates):
    words = {"printer": printer, "printed_by": house.clerk}
    print_on_stock(certificates=certificates, first_number="A-001", **words)
    sheet = StockSheet.objects.get(number="A-002")

    spoil_sheet(sheet=sheet, why="kertas macet", spoiled_by=house.clerk)
    print_on_stock(certificates=[certificates[1]], first_number="A-004", **words)

    certificates[1].refresh_from_db()
    assert certificates[1].stock_number == "A-004"
    assert (sheet.spoiled_why, StockSheet.objects.good().count()) == ("kertas macet", 3)
    with pytest.raises(SheetSpoiled):
        spoil_sheet(sheet=sheet, why="lagi", spoiled_by=house.clerk)


@pytest.mark.parametrize("first", ["A-001", "A-003", "B-001"])
def test_no_sheet_is_used_twice_and_no_certificate_gets_two(house, printer, certificates, first):
    words = {"printer": printer, "printed_by": house.clerk}
    print_on_stock(certificates=certificates, first_number="A-001", **words)

    with pytest.raises(SheetNumberTaken):
        print_on_stock(certificates=certificates, first_number=first, **words)

    assert StockSheet.objects.count() == 3


@pytest.mark.parametrize("first", ["", "A", "A-", "A-98", "x" * 60 + "1", "12A"])
def test_a_first_number_that_cannot_be_counted_on_from_is_refused(first):
    with pytest.raises(SheetNumberUnclear):
        sheet_numbers(first, 3)


def test_only_clerks_and_heads_of_the_issuer_print_or_void(house, printer, certificates):
    auditor = MembershipFactory(role="auditor", issuer=house.issuer).user
    words = {"certificates": certificates, "printer": printer}
    print_on_stock(first_number="A-001", printed_by=house.head, **words)
    for refused in (auditor, MembershipFactory().user):
        with pytest.raises(NotAllowed):
            print_on_plain(printed_by=refused, **words)
        with pytest.raises(NotAllowed):
            print_on_stock(first_number="B-001", printed_by=refused, **words)
        with pytest.raises(NotAllowed):
            spoil_sheet(sheet=StockSheet.objects.first(), why="x", spoiled_by=refused)


@pytest.mark.parametrize(("width", "height"), [(297, 210), (330, 215)])
def test_the_test_sheet_has_both_sides_at_the_size_of_the_paper(width, height):
    content = sheets.test_sheet(
        name="Pencetak <Contoh> 100%", width=width, height=height, offsets=sheets.Offsets(1, 2)
    )

    front, back = texts(content)
    box = pages(content)[0].mediabox
    assert "LEMBAR UJI DEPAN – Pencetak <Contoh> 100%" in front
    assert "LEMBAR UJI BELAKANG" in back
    assert round(float(box.width) / 72 * 25.4) == width
    assert round(float(box.height) / 72 * 25.4) == height


HOME = "/admin/sertifikat/"


def test_a_printer_is_added_set_and_used_on_its_pages(client, house, certificates):
    client.force_login(house.clerk)
    batch = certificates[0].item.batch
    offsets = {"right_mm": "1,5", "down_mm": "0", "back_right_mm": "0", "back_down_mm": "-2"}
    client.post(f"{HOME}pencetak/", {"name": "Contoh", "order": "duplex", **offsets})
    printer = Printer.objects.get()
    assert printer.right_mm == Decimal("1.5")

    page = client.post(
        f"{HOME}pencetak/{printer.pk}/",
        {"name": "Contoh", "order": "duplex", **offsets, "right_mm": "21"},
    )
    assert "error-message" in page.content.decode()
    assert client.get(f"{HOME}pencetak/{printer.pk}/uji-f4.pdf").content.startswith(b"%PDF")
    assert client.get(f"{HOME}pencetak/{printer.pk}/uji-a3.pdf").status_code == 404
    address = f"{HOME}kelompok/{batch.pk}/pencetak/"
    wrong = client.post(address, {"printer": printer.pk, "first_number": "ABC"})
    assert "berakhir dengan angka" in wrong.content.decode()
    made = client.post(address, {"printer": printer.pk, "first_number": "A-001"})
    assert made.headers["Content-Type"] == "application/pdf"
    sheet = StockSheet.objects.get(number="A-002")
    client.post(f"{HOME}lembar/{sheet.pk}/rusak/", {"why": ""})
    assert StockSheet.objects.good().count() == 3
    client.post(f"{HOME}lembar/{sheet.pk}/rusak/", {"why": "macet"})
    assert "A-002" in client.get(address).content.decode()
    assert StockSheet.objects.good().count() == 2


def test_a_paper_that_took_the_place_of_another_gets_a_sheet_of_the_batch(
    client, house, printer, certificates
):
    batch = certificates[0].item.batch
    wish = request_correction(
        certificate=certificates[0], wanted_name="Sri Rekaan", reason="KTP", asked_by=house.clerk
    )
    new = approve_correction(correction=wish, approved_by=house.head)
    address = f"{HOME}kelompok/{batch.pk}/pencetak/"
    client.force_login(house.clerk)

    client.post(address, {"printer": printer.pk, "first_number": "A-001"})

    sheet = StockSheet.objects.get(certificate=new)
    assert sheet.number == "A-003"
    assert "A-003" in client.get(address).content.decode()
    answer = client.post(f"{HOME}lembar/{sheet.pk}/rusak/", {"why": "macet"})
    assert answer.headers["Location"] == address
    assert StockSheet.objects.good().count() == 2


def test_a_foreign_printer_is_not_found(client, house, printer, certificates):
    client.force_login(MembershipFactory().user)
    batch = certificates[0].item.batch
    places = [
        f"pencetak/{printer.pk}/",
        f"pencetak/{printer.pk}/uji-a4.pdf",
        f"kelompok/{batch.pk}/pencetak/",
    ]

    assert [client.get(HOME + place).status_code for place in places] == [404] * 3
    other = Printer.objects.create(issuer=IssuerFactory(), name="Lain Contoh")
    client.force_login(house.clerk)
    answer = client.post(f"{HOME}kelompok/{batch.pk}/pencetak/", {"printer": other.pk})
    assert "error-message" in answer.content.decode()
