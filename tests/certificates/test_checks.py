from certificates import checks


def test_a_site_without_a_private_storage_is_told_how_to_add_one(settings):
    settings.CERTIFICATES_STORAGE = "nowhere"

    (error,) = checks.documents_have_a_private_place()

    assert error.id == "certificates.E001"
    assert "CERTIFICATES_STORAGE" in error.hint


def test_an_address_without_scheme_is_refused_with_a_valid_example(settings):
    settings.CERTIFICATES_VERIFY_BASE_URL = "sertifikat.example.id"

    (error,) = checks.codes_lead_somewhere()

    assert "https://" in error.msg


def test_missing_pango_is_a_warning_with_its_install_line(monkeypatch):
    monkeypatch.setattr(checks, "_PANGO", ("libmissing.so.9",))

    (warning,) = checks.documents_can_be_made()

    assert "apt-get install" in warning.hint


def test_this_site_passes(settings):
    assert checks.documents_can_be_made() == []
    assert checks.documents_have_a_private_place() == []
    assert checks.codes_lead_somewhere() == []
