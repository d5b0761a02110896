"""Instruments as XLSForm workbooks: out, in, and a list of what found no place."""

import io

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook
from pyxform.xls2xform import convert

from mentoring.incubation.errors import NoXLSForm
from mentoring.incubation.services.instruments import shipped_definitions
from mentoring.incubation.xlsform_export import xlsform_of
from mentoring.incubation.xlsform_import import definition_in

SHIPPED = pytest.mark.parametrize("definition", shipped_definitions(), ids=lambda one: one["code"])
HEAD = ("type", "name", "label", "relevant", "constraint", "required")
YES_NO = (("list_name", "name", "label"), ("yn", "yes", "Ya"), ("yn", "no", "Tidak"))


def workbook(survey):
    made = Workbook()
    made.active.title = "survey"
    settings = (("form_title", "form_id"), ("Contoh", "contoh"))
    for name, rows in {"survey": survey, "choices": YES_NO, "settings": settings}.items():
        sheet = made[name] if name in made.sheetnames else made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def read(*rows):
    with translation.override("en"):
        return definition_in(workbook((HEAD, *rows)))


@SHIPPED
def test_our_own_instruments_come_back_whole(definition):
    found = definition_in(xlsform_of(definition))

    assert (found.definition, found.left_out) == (definition, [])


@SHIPPED
def test_what_we_write_is_an_xlsform_that_makes_an_xform(definition):
    made = convert(io.BytesIO(xlsform_of(definition)), file_type=".xlsx")

    for item in (item for one in definition["dimensions"] for item in one["items"]):
        assert f'/{item["code"]}"' in made.xform
    assert "English (en)" in made.xform


def test_what_shows_an_answer_is_a_question_of_its_own_in_the_workbook():
    definition = next(one for one in shipped_definitions() if one["code"] == "bargaining-position")
    survey = load_workbook(io.BytesIO(xlsform_of(definition)))["survey"]

    names = [row[1] for row in survey.iter_rows(min_row=2, values_only=True)]
    assert names[:4] == ["IPT", "PT1", "PT1_note", "PT2"]


def test_a_form_of_other_people_becomes_sections_and_questions():
    found = read(
        ("begin_group", "RUMAH", "Rumah"),
        ("select_one yn", "punya", "Punya oven?"),
        ("decimal", "suhu", "Berapa suhunya?", "${punya} = 'yes'", ". >= 0 and . <= 1200"),
        ("image", "foto", "Foto oven", "selected(${punya}, 'yes')"),
        ("end_group",),
        ("text", "cerita", "Cerita"),
    )

    first, second = found.definition["dimensions"]
    assert (first["code"], second["code"]) == ("FORM", "RUMAH")
    assert [item["code"] for item in first["items"]] == ["cerita"]
    condition = {"item": "punya", "in": ["yes"]}
    options = [{"code": "yes", "name": {"id": "Ya"}}, {"code": "no", "name": {"id": "Tidak"}}]
    assert second["items"] == [
        {
            "code": "punya",
            "id": {"question": "Punya oven?"},
            "kind": "choice",
            "options": options,
        },
        {
            "code": "suhu",
            "id": {"question": "Berapa suhunya?"},
            "kind": "number",
            "asked_if": condition,
            "minimum": "0",
            "maximum": "1200",
        },
        {
            "code": "foto",
            "id": {"question": "Foto oven"},
            "kind": "photo",
            "asked_if": condition,
        },
    ]
    assert found.left_out == []


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("geopoint", "tempat", "Di mana?")], "tempat (geopoint): such a question is not asked"),
        ([("date", "hari", "Kapan?")], "hari (date): such a question is not asked here"),
        (
            [("select_multiple yn", "dua", "Yang mana?")],
            "dua (select all that apply): such a question is not asked here",
        ),
        (
            [("text", "a", "A"), ("text", "b", "B", "string-length(${a}) > 2")],
            "the condition of b (string-length(${a}) > 2); it is always asked",
        ),
        ([("text", "a", "A", "", "regex(., '[a-z]+')")], "the limit of a (regex(., '[a-z]+'))"),
        ([("text", "a", "A", "", "", "yes")], "that a must be answered: nobody owes an answer"),
        (
            [
                ("begin_group", "L", "Luar"),
                ("begin_group", "D", "Dalam"),
                *(("text", "a", "A"), ("end_group",), ("end_group",)),
            ],
            "that D is a section inside a section",
        ),
        (
            [("text", "nama_yang_panjang_sekali_untuk_kode", "A")],
            "the name nama_yang_panjang_sekali_untuk_kode; it is nama_yang_panjang_sekali here",
        ),
    ],
    ids=["place", "date", "many", "condition", "limit", "required", "nested", "name"],
)
def test_what_finds_no_place_is_listed_never_dropped_silently(rows, sentence):
    found = read(("text", "selalu", "Selalu"), *rows)

    assert any(one.startswith(sentence) for one in found.left_out), found.left_out
    assert found.definition["dimensions"][0]["items"][0]["code"] == "selalu"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"not a workbook", "it is not a workbook"),
        (b"x" * 2_000_001, "larger than 2 MB"),
        (workbook((HEAD, ("select_one missing", "a", "A"))), "missing"),
    ],
    ids=["text", "large", "no such list"],
)
def test_what_is_no_xlsform_is_refused_with_the_reason(content, why):
    with translation.override("en"), pytest.raises(NoXLSForm, match=why):
        definition_in(content)
