"""Who may do what with whose certificates, as one table. Tests walk every cell of it.

Actors: members of an issuer by role, the holder of a certificate, who accompanies her today, the
administrator, and anybody else who is signed in. "Own" is what belongs to the issuer a member works
for (or to the holder herself); at another issuer nobody may anything but who stands in `elsewhere`.
Everybody, signed in or not, may verify: that is no row here.
"""

from dataclasses import dataclass

CLERK, HEAD, INSTRUCTOR, AUDITOR = "clerk", "head", "instructor", "auditor"
HOLDER, COMPANION, ADMINISTRATOR, STRANGER = "holder", "companion", "administrator", "stranger"
MEMBERS = frozenset({CLERK, HEAD, INSTRUCTOR, AUDITOR})
ACTORS = (*sorted(MEMBERS), HOLDER, COMPANION, ADMINISTRATOR, STRANGER)
OFFICE = frozenset({CLERK, HEAD})
# An instructor is a member, but works outside the office.
STAFF = MEMBERS - {INSTRUCTOR}
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Act:
    """A question of `permissions.py` about an object of the kind `about`."""

    name: str
    about: str
    own: frozenset[str]
    elsewhere: frozenset[str] = NOBODY


@dataclass(frozen=True)
class Row:
    """Who finds rows of `model` with `visible_to`."""

    model: str
    own: frozenset[str]
    elsewhere: frozenset[str] = NOBODY


@dataclass(frozen=True)
class Screen:
    """A screen about one row; is_sent: it only takes what is sent to it.

    about: "" for a list that is about no row; it is the same one for everybody, so its
    `elsewhere` is not asked. at: the names of addresses it stands in. leads_to: the screen an act
    sends back to. Tests add the key of a training to its address.
    """

    name: str
    about: str
    own: frozenset[str]
    elsewhere: frozenset[str] = NOBODY
    is_sent: bool = False
    more: tuple[tuple[str, int | str], ...] = ()
    at: str = "certificates_admin"
    key: str = "pk"
    leads_to: str = "batch"


def _of(*actors: str) -> frozenset[str]:
    return frozenset(actors)


# An approver is never the maker: `OWN_BATCH` says which acts nobody does with her own batch.
ACTS = (
    Act("can_prepare", "issuer", _of(CLERK)),
    Act("can_confirm", "issuer", _of(CLERK, HEAD, INSTRUCTOR)),
    Act("can_hand_over", "issuer", OFFICE),
    Act("can_print", "issuer", OFFICE),
    Act("can_read_register", "issuer", STAFF, _of(AUDITOR)),
    Act("can_approve", "batch", _of(HEAD)),
    Act("can_send_past", "issuer", _of(CLERK)),
    Act("can_keep_past", "past", _of(HEAD)),
    Act("can_read_scan", "certificate", STAFF | {HOLDER}, _of(AUDITOR)),
    Act("can_revoke", "certificate", _of(HEAD)),
    Act("can_correct", "certificate", _of(HEAD)),
    Act("can_download", "certificate", OFFICE | {HOLDER}),
    Act("can_ask_for_correction", "certificate", OFFICE | {HOLDER, COMPANION}),
)
OWN_BATCH = ("can_approve",)
# Questions about a person alone, or parts of the ones above.
WITHOUT_ROWS = {
    "works_for_an_issuer": MEMBERS,
    "heads_an_issuer": _of(HEAD),
    "can_keep_designs": _of(ADMINISTRATOR),
    "can_keep_keys": _of(ADMINISTRATOR),
    "can_keep_rules": _of(ADMINISTRATOR),
}
PARTS = ("can_head",)

_SETTINGS_ADMINS = _of(ADMINISTRATOR)
ROWS = (
    Row("Issuer", MEMBERS | _SETTINGS_ADMINS, _SETTINGS_ADMINS),
    Row("IssuerMembership", MEMBERS | _SETTINGS_ADMINS, _SETTINGS_ADMINS),
    Row("Signatory", MEMBERS | _SETTINGS_ADMINS, _SETTINGS_ADMINS),
    Row("CertificateType", MEMBERS | _SETTINGS_ADMINS, _SETTINGS_ADMINS),
    Row("RuleSet", MEMBERS | _SETTINGS_ADMINS, _SETTINGS_ADMINS),
    Row("IssueBatch", MEMBERS, _of(AUDITOR)),
    Row("LegacyImport", MEMBERS, _of(AUDITOR)),
    Row("Certificate", MEMBERS | {HOLDER}, _of(AUDITOR)),
)
SCREENS = (
    Screen("check", "type", OFFICE, key="type_pk"),
    Screen("confirm", "type", OFFICE | {INSTRUCTOR}, at="certificates"),
    Screen("batch", "batch", STAFF, _of(AUDITOR)),
    Screen("progress", "batch", STAFF, _of(AUDITOR)),
    Screen("zip_all", "batch", OFFICE),
    Screen("print_batch", "batch", OFFICE),
    Screen("printing_check", "batch", OFFICE),
    Screen("hand_over", "batch", OFFICE),
    Screen("hand_over_sheet", "batch", OFFICE),
    Screen("past_list", "past", STAFF, _of(AUDITOR)),
    Screen("past_columns", "past", _of(CLERK)),
    Screen("past_again", "past", _of(CLERK)),
    Screen("past_report", "past", _of(CLERK)),
    Screen("certificate", "certificate", STAFF, _of(AUDITOR)),
    Screen("renewal", "certificate", OFFICE),
    Screen("certificate_pdf", "certificate", OFFICE),
    Screen("signing", "batch", _of(HEAD)),
    Screen("approve", "batch", _of(HEAD), is_sent=True),
    Screen("cancel", "batch", OFFICE, is_sent=True),
    Screen("retry", "batch", OFFICE, is_sent=True),
    Screen("stop", "batch", OFFICE, is_sent=True),
    Screen("resume", "batch", OFFICE, is_sent=True),
    Screen("take_out", "batch", _of(HEAD), is_sent=True, leads_to="signing"),
    Screen("signing_hashes", "batch", _of(HEAD), is_sent=True, leads_to="signing"),
    Screen("signing_waiting", "", _of(HEAD)),
    Screen("corrections", "", STAFF),
    Screen("printers", "", OFFICE),
    Screen("printer", "printer", OFFICE),
    Screen("printer_test", "printer", OFFICE, more=(("size", "a4"),)),
    Screen("designs", "", _SETTINGS_ADMINS),
    Screen("design", "design", _SETTINGS_ADMINS, _SETTINGS_ADMINS),
    Screen("keys", "", _SETTINGS_ADMINS),
    Screen("key_badges", "key", _SETTINGS_ADMINS, _SETTINGS_ADMINS),
)
