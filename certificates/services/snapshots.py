"""Freezing: every value a certificate prints, as it will be printed, under one hash.

A snapshot is {"schema": 1, "printed": {…}, "verify_url": …, "evidence": [rule results]}.
"printed" holds the value of every placeholder of the design, in its final words. With a
portrait, "portrait_sha256" says which.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import translation
from django.utils.formats import date_format

from certificates import conf
from certificates.codes import shown
from certificates.models import IssueBatch, IssueItem, Issuer, Signatory
from certificates.services.portraits import SHA256

SCHEMA = 1
WATERMARK = "CONTOH – TIDAK BERLAKU"
# What a verifier sees: all that the paper says, but what stands in PAPER_ONLY_FIELDS.
PUBLIC_FIELDS = (
    "number",
    "name",
    "title_id",
    "title_en",
    "header_lines",
    "issuer_address",
    "authority_id",
    "authority_en",
    "programme_id",
    "programme_en",
    "jp",
    "minutes_per_jp",
    "units",
    "instructors",
    "fund_source",
    "dates_id",
    "dates_en",
    "place",
    "issuer_id",
    "issued_on",
    "signed_line",
    "signatory_name",
    "signatory_title",
    "signatory_rank",
    "footer_line",
)
# Never shown: whoever has the paper types it, and is told whether it agrees.
PAPER_ONLY_FIELDS = ("born_id", "home_address", "participant_number", "signatory_nip")
# How the paper looks and where it leads; of nobody.
DRESSING = ("name_size", "public_code", "verify_page", "verify_url", "watermark")

# What differs from person to person; the back page, printed once for all, may not show it.
PERSONAL_FIELDS = frozenset(
    {
        "number",
        "name",
        "name_size",
        "born_id",
        "home_address",
        "participant_number",
        "public_code",
        "verify_url",
    }
)


def shared_values(printed: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the printed values that are the same for the whole batch."""
    return {name: value for name, value in printed.items() if name not in PERSONAL_FIELDS}


def batch_values(batch: IssueBatch) -> dict[str, Any]:
    """Printed values that are the same for everybody in `batch`."""
    occasion, issuer, signatory = batch.occasion, batch.type.issuer, batch.signatory
    programme = occasion["programme"]
    starts = date.fromisoformat(occasion["starts_on"])
    last_day = date.fromisoformat(occasion["ends_on"]) - timedelta(days=1)
    lines = [line.strip() for line in issuer.header_lines.splitlines() if line.strip()]
    return {
        "title_id": batch.type.title_id.upper(),
        "title_en": batch.type.title_en,
        "header_lines": [{"line": line} for line in lines or [issuer.name_id]],
        "issuer_id": issuer.name_id,
        "issuer_address": issuer.address,
        **_authority(batch),
        "programme_id": programme["title_id"],
        "programme_en": programme.get("title_en") or programme["title_id"],
        "jp": programme["jp_total"],
        "minutes_per_jp": programme["minutes_per_jp"],
        "units": [
            {
                "row": row,
                "code": unit.get("code", ""),
                "title_id": unit.get("title_id", ""),
                "title_en": unit.get("title_en", ""),
                "jp": unit.get("jp", ""),
            }
            for row, unit in enumerate(programme.get("units", []), start=1)
        ],
        "instructors": ", ".join(occasion["instructors"]),
        "fund_source": occasion["fund_source"],
        "dates_id": date_span(starts, last_day, "id"),
        "dates_en": date_span(starts, last_day, "en"),
        "place": occasion["place"],
        "issued_on": batch.issued_on.isoformat(),
        "signed_line": f"{issuer.signing_place}, {day_text(batch.issued_on, 'id')}",
        "signatory_title": signatory.printed_title,
        "signatory_name": signatory.name,
        "signatory_rank": signatory.rank,
        "signatory_nip": signatory.printed_nip,
        "footer_line": issuer.footer_line,
        "verify_page": conf.verify_base_url().partition("://")[2] + "/periksa",
        "watermark": WATERMARK if issuer.is_sample else "",
    }


def snapshot_of(
    item: IssueItem, *, common: Mapping[str, Any], number: str, code: str, portrait: bytes = b""
) -> dict[str, Any]:
    """The snapshot of the certificate `number` for `item`. common: `batch_values`."""
    facts = item.holder_facts
    name = facts["printed_name"]
    verify_url = f"{conf.verify_base_url()}/c/{code}/"
    printed = {
        **common,
        "number": number,
        "name": name,
        "name_size": name_size(name),
        "born_id": _born(facts),
        # Batches that were prepared before addresses were asked have none.
        "home_address": facts.get("address", ""),
        "participant_number": item.participant_number,
        "public_code": shown(code),
        "verify_url": verify_url,
    }
    return {
        "schema": SCHEMA,
        "printed": printed,
        "verify_url": verify_url,
        "evidence": item.rule_values,
        **({SHA256: hashlib.sha256(portrait).hexdigest()} if portrait else {}),
    }


def corrected_snapshot(
    old: Mapping[str, Any],
    *,
    name: str,
    number: str,
    code: str,
    issuer: Issuer,
    issued_on: date,
    signatory: Signatory,
) -> dict[str, Any]:
    """`old` with another name, number, code, day and signer; the evidence stays as it was."""
    verify_url = f"{conf.verify_base_url()}/c/{code}/"
    printed = {
        **old["printed"],
        "name": name,
        "name_size": name_size(name),
        "number": number,
        "public_code": shown(code),
        "verify_url": verify_url,
        "issued_on": issued_on.isoformat(),
        "signed_line": f"{issuer.signing_place}, {day_text(issued_on, 'id')}",
        "signatory_title": signatory.printed_title,
        "signatory_name": signatory.name,
        "signatory_rank": signatory.rank,
        "signatory_nip": signatory.printed_nip,
    }
    kept = {key: value for key, value in old.items() if key != SHA256}
    return {**kept, "printed": printed, "verify_url": verify_url}


def canonical_sha256(snapshot: Mapping[str, Any]) -> str:
    """SHA-256 of `snapshot` as JSON with sorted keys, no spaces, UTF-8."""
    text = json.dumps(snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def name_size(name: str) -> str:
    """The class of letters `name` is set in: about as large as one line allows."""
    return "short" if len(name) <= 25 else "middle" if len(name) <= 38 else "long"


def day_text(day: date, language: str) -> str:
    """`day` with its month in full: 17 Agustus 2026, 17 August 2026."""
    with translation.override(language):
        return date_format(day, "j F Y")


def date_span(starts: date, ends: date, language: str) -> str:
    """The days from `starts` to `ends`, both included, without repeating month or year."""
    last = day_text(ends, language)
    if starts == ends:
        return last
    language = "id" if language.startswith("id") else "en"
    with translation.override(language):
        if (starts.year, starts.month) == (ends.year, ends.month):
            first = str(starts.day)
        elif starts.year == ends.year:
            first = date_format(starts, "j F")
        else:
            first = date_format(starts, "j F Y")
    return f"{first} s.d. {last}" if language == "id" else f"{first} – {last}"


def _authority(batch: IssueBatch) -> dict[str, str]:
    """Who says so, and by which decree, in both languages."""
    issuer, occasion = batch.type.issuer, batch.occasion
    head = issuer.head_title or issuer.name_id
    if not occasion["decree_number"]:
        return {"authority_id": head, "authority_en": issuer.name_en or issuer.name_id}
    decree_id = f"SK Penyelenggaraan Pelatihan Nomor {occasion['decree_number']}"
    decree_en = f"by training decree number {occasion['decree_number']}"
    if occasion["decree_on"]:
        day = date.fromisoformat(occasion["decree_on"])
        decree_id += f" tanggal {day_text(day, 'id')}"
        decree_en += f" of {day_text(day, 'en')}"
    return {
        "authority_id": f"{head} berdasarkan {decree_id}",
        "authority_en": f"{issuer.name_en or issuer.name_id}, {decree_en}",
    }


def _born(facts: Mapping[str, Any]) -> str:
    if not facts.get("birthplace") or not facts.get("born_on"):
        return ""
    return f"lahir di {facts['birthplace']}, {day_text(date.fromisoformat(facts['born_on']), 'id')}"
