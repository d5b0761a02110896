from launching.stamps import Stamps, migrations_digest, static_digest


def test_a_step_is_done_only_for_the_value_it_was_done_with(tmp_path):
    stamps = Stamps(tmp_path / "stamps")

    assert not stamps.holds("migrated", "a")

    stamps.write("migrated", "a")

    assert stamps.holds("migrated", "a")
    assert not stamps.holds("migrated", "b")


def test_forgetting_twice_is_no_mistake(tmp_path):
    stamps = Stamps(tmp_path)
    stamps.write("migrated", "a")

    stamps.forget("migrated")
    stamps.forget("migrated")

    assert stamps.read("migrated") == ""


def test_the_digests_stay_while_the_source_stays():
    assert migrations_digest("embedded") == migrations_digest("embedded")
    assert static_digest("embedded") == static_digest("embedded")
    assert migrations_digest("embedded") != migrations_digest("full")
