from hypothesis import given
from hypothesis import strategies as st

from certificates.codes import (
    ALPHABET,
    LENGTH,
    check_letter,
    look_alikes,
    new_code,
    read_code,
    shown,
)

bodies = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1)
codes = bodies.map(lambda body: body + check_letter(body))


def test_the_alphabet_has_32_letters_and_none_that_look_alike():
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_new_codes_are_plausible_and_differ():
    fresh = [new_code() for _count in range(200)]

    assert len(set(fresh)) == 200
    assert all(read_code(code).is_plausible for code in fresh)


@given(codes)
def test_what_is_shown_reads_back_as_the_code(code):
    assert read_code(shown(code)).code == code


@given(codes)
def test_case_spaces_and_look_alikes_do_not_matter(code):
    typed = " ".join(code.lower().replace("0", "O").replace("1", "l"))

    assert read_code(typed).code == code
    assert read_code(typed).is_plausible


@given(codes, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_every_single_wrong_letter_is_noticed(code, position, letter):
    wrong = code[:position] + letter + code[position + 1 :]

    assert read_code(wrong).is_plausible == (wrong == code)


@given(st.text(max_size=60))
def test_anything_typed_is_read_without_an_error(typed):
    reading = read_code(typed)

    assert reading.is_complete or not reading.is_plausible


def test_a_misread_letter_leads_back_to_the_code_without_asking_anybody():
    for _number in range(200):
        code = new_code()
        for read, meant in (("B", "8"), ("5", "S"), ("Z", "2"), ("G", "6")):
            place = code.find(meant)
            if place >= 0:
                misread = code[:place] + read + code[place + 1 :]
                assert code in look_alikes(misread)


def test_every_suggestion_could_be_a_code_and_few_are_made():
    for _number in range(200):
        code = new_code()
        wrong = code[:-1] + ALPHABET[(ALPHABET.index(code[-1]) + 1) % 32]

        suggestions = look_alikes(wrong)

        assert all(read_code(each).is_plausible for each in suggestions)
        assert len(suggestions) <= 12
