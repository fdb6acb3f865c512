"""The closed lists of words that a procedure file, its form and its fees are written in."""

from __future__ import annotations

FIELD_TYPES = (
    "text", "textarea", "person_name", "select", "multi", "bool", "confirm", "number", "money",
    "date", "date_or_year", "time", "datetime", "cccd", "phone", "email", "mst", "agency",
    "ethnic", "nationality", "address", "address2", "bank_account", "table", "computed",
)  # fmt: skip
"""What a field may be. The shape of each type's answer stands in `json_schema.py`."""

COLUMN_TYPES = tuple(
    t for t in FIELD_TYPES if t not in ("table", "computed", "confirm", "multi", "textarea")
)
"""What a column of a table may be: a table in a table cannot be filled on a phone."""

WHOLE_NUMBERS = ("number", "money")
DATES = ("date", "date_or_year", "datetime")
BOUNDED_TEXTS = ("text", "textarea")

PREFILL_SOURCES = (
    "card.full_name", "card.birth_date", "card.sex", "card.address", "card.id_number",
    "card.issued_on", "profile.full_name", "profile.phone",
)  # fmt: skip
"""Where a first value may come from: the scanned ID card of the section's person, the profile.

`earlier.<field>` is a source too: the answer to an earlier field of the same form.
"""
PREFILL_EARLIER = "earlier."

PICTURES = (
    "birth_proof", "id_card", "civil_record", "marriage_certificate", "death_notice",
    "court_paper", "house_book", "land_book", "contract", "authority_letter", "letter",
    "medical", "business", "drawing", "school", "merit", "photo", "form", "generic",
)  # fmt: skip
"""Drawings of papers that the phone carries."""

ABOUT = ("submitter", "owner", "subject", "other")
"""Whose data it is: who files, whose dossier it is (chủ hồ sơ), whom it concerns, somebody else."""

RELATION = "relation"
RELATIONS = ("self", "family", "neighbour", "volunteer", "other")
"""What the submitter is to the owner, as the phone asks it first; suggestions may look at it."""

CONFIDENCE = ("high", "medium", "low")
PAPER_KINDS = ("nop", "xuat_trinh", "tra_cuu")
"""Upload; show at the desk; the authority looks it up itself."""

RESULT_WAYS = ("desk", "fetcher", "post", "electronic")
PRESENCE = ("none", "at_result", "always")
SERVICE_LEVELS = ("toan_trinh", "mot_phan")
MODES = ("form", "assistance")
FEE_KINDS = ("fixed", "per_copy", "per_page", "free", "unknown")
UNCERTAIN = (
    "code", "name", "papers", "days", "fee", "sections", "presence", "result", "eligibility",
)  # fmt: skip
"""Facts whose confidence may be marked as not high."""

FREE_PAPER = "khac"
"""The paper under which photographs without a named paper go (any procedure, always allowed)."""
