import json

import pytest
from django.core.management import CommandError, call_command

from mentoring.incubation.models import InstrumentVersion
from mentoring.incubation.services.instruments import DEFAULT_INSTRUMENT
from tests.factories.incubation import RoundFactory

pytestmark = pytest.mark.django_db


def definition_file(folder, **changes):
    definition = json.loads(DEFAULT_INSTRUMENT.read_text(encoding="utf-8"))
    path = folder / "instrument.json"
    path.write_text(json.dumps({**definition, **changes}), encoding="utf-8")
    return path


def versions():
    return InstrumentVersion.objects.filter(instrument__code="group-strength").count()


def test_the_shipped_instrument_is_loaded_again_without_a_change(capsys):
    call_command("load_instrument")

    assert capsys.readouterr().out == "group-strength v1\n"
    assert versions() == 1


def test_a_file_brings_in_a_new_version(tmp_path):
    call_command("load_instrument", definition_file(tmp_path, number=2))

    assert versions() == 2


def test_a_used_version_is_refused_in_one_sentence(tmp_path):
    RoundFactory()

    with pytest.raises(CommandError, match=r"Vers(i|ion) 1"):
        call_command("load_instrument", definition_file(tmp_path, answered_percent=50))


@pytest.mark.parametrize("content", ["", "{}", '{"code": "x"}'])
def test_a_file_that_is_no_instrument_is_refused_by_name(tmp_path, content):
    path = tmp_path / "broken.json"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError, match=r"broken\.json"):
        call_command("load_instrument", path)
