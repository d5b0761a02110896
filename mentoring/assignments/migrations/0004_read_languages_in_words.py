import re

from django.db import migrations

CODES = {
    "indonesia": "id",
    "jawa": "jv",
    "javanese": "jv",
    "madura": "mad",
    "madurese": "mad",
    "sasak": "sas",
    "bali": "ban",
    "balinese": "ban",
    "sunda": "su",
    "sundanese": "su",
    "bugis": "bug",
}


def read_words(apps, schema_editor):
    facilitators = apps.get_model("mentoring_assignments", "Facilitator").objects
    for row in facilitators.exclude(languages_in_words="").iterator(500):
        row.languages = codes_of(row.languages_in_words)
        row.save(update_fields=["languages"])


def codes_of(words):
    """The codes of the languages named in `words`; one nobody knows becomes "mul"."""
    named = [word.strip().lower() for word in re.split(r"[,;/&]| dan ", words) if word.strip()]
    shorter = (re.sub(r"^(bahasa|basa) ", "", word) for word in named)
    return sorted({CODES.get(word, "mul") for word in shorter})


class Migration(migrations.Migration):
    dependencies = [("mentoring_assignments", "0003_facilitators_languages_as_codes")]

    operations = [migrations.RunPython(read_words, migrations.RunPython.noop, elidable=True)]
