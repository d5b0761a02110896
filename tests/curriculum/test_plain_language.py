import pytest

from curriculum.plain_language import long_sentences, sentences_of, words_of


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("Pilih kayu", ["Pilih kayu"]),
        ("Pilih kayu. Potong kayu!", ["Pilih kayu.", "Potong kayu!"]),
        ("Ukur 2.5 cm. Beli Rp25.000 saja.", ["Ukur 2.5 cm.", "Beli Rp25.000 saja."]),
        ("Pakai amplas no. 240. Gosok pelan.", ["Pakai amplas no. 240.", "Gosok pelan."]),
        ("Tunggu. 2 hari lagi jemur.", ["Tunggu.", "2 hari lagi jemur."]),
        ("“Sudah kering?” Tanya Bu Inaq.", ["“Sudah kering?", "Tanya Bu Inaq."]),
        ("Satu\nDua", ["Satu", "Dua"]),
        ("Tunggu... Jangan buru-buru.", ["Tunggu...", "Jangan buru-buru."]),
    ],
)
def test_a_text_is_cut_where_a_sentence_ends(text, sentences):
    assert sentences_of(text) == sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("manik-manik kayu", 2),
        ("Rp25.000 untuk 2,5 kg", 4),
        ("Jum'at – libur!", 2),
        ("kayu/bambu (kering)", 2),
    ],
)
def test_what_is_read_as_one_word_counts_once(text, count):
    assert len(words_of(text)) == count


def test_a_sentence_of_12_words_is_short_and_of_13_long():
    twelve = " ".join(["kayu"] * 12) + "."
    thirteen = "Lalu " + twelve

    assert long_sentences(f"{twelve.capitalize()} {thirteen}") == [thirteen]
