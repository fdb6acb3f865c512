"""The shape of one procedure file: which parts it has and what each may hold.

Only the shape: whether the parts agree with one another is `authoring.py`'s question.
"""

from __future__ import annotations

from typing import Any

from backend.catalogue import vocabulary as words
from backend.catalogue.shapes import (
    Report,
    Shape,
    choice,
    day,
    flag,
    integer,
    is_day,
    items,
    nullable,
    record,
    text,
)
from backend.catalogue.yaml_lines import Path

MAX_FIELDS = 5
"""Fields of one section, so that a section is one screen of a phone."""

MAX_AMOUNT = 1_000_000_000

key_shape = text(
    max_length=40,
    pattern=r"[a-z][a-z0-9_]*",
    hint="Chỉ chữ thường không dấu, số và dấu gạch dưới, ví dụ nyc_ho_ten.",
)
code_shape = text(pattern=r"[0-9]\.[0-9]{6}", hint="Mã viết như '2.000635'.")
_plain = text(plain=True)
_sentence = text(plain=True, short_sentences=True)
_prose = text(max_length=800, plain=True)
_clock = text(pattern=r"([01][0-9]|2[0-3]):[0-5][0-9]", hint="Viết giờ như '15:00'.")
_amount = integer(0, MAX_AMOUNT)


def condition(value: Any, path: Path, report: Report) -> None:
    """`{field: k, is|in|known|at_least: ...}`, `{all: [...]}`, `{any: [...]}`, `{not: c}`."""
    if not isinstance(value, dict):
        report.fail(path, "Điều kiện viết như {field: ten_muc, is: gia_tri}.")
        return
    for group in ("all", "any"):
        if group in value:
            record({group: items(condition, low=1, high=20)}, {})(value, path, report)
            return
    if "not" in value:
        record({"not": condition}, {})(value, path, report)
        return
    tests = [t for t in _TESTS if t in value]
    if "field" not in value or len(tests) != 1:
        report.fail(path, "Điều kiện cần 'field' và đúng một trong: is, in, known, at_least.")
        return
    record({"field": key_shape, tests[0]: _TESTS[tests[0]]}, {})(value, path, report)


def _scalar(value: Any, path: Path, report: Report) -> None:
    if not isinstance(value, (str, bool, int)):
        report.fail(path, "Phải là chữ, số nguyên, true hoặc false.")


def _only_true(value: Any, path: Path, report: Report) -> None:
    if value is not True:
        report.fail(path, "Chỉ viết known: true; ngược lại thì dùng not.")


_TESTS: dict[str, Shape] = {
    "is": _scalar,
    "in": items(_scalar, low=1, high=60, unique=True),
    "known": _only_true,
    "at_least": integer(-MAX_AMOUNT, MAX_AMOUNT),
}


def _option(value: Any, path: Path, report: Report) -> None:
    if not isinstance(value, list) or len(value) != 2:  # A pair, by its nature.
        report.fail(path, "Mỗi lựa chọn viết như [gia_tri, Tên hiện ra].")
        return
    text(max_length=60)(value[0], (*path, 0), report)
    text(max_length=160, plain=True)(value[1], (*path, 1), report)


def _bound(value: Any, path: Path, report: Report) -> None:
    """A number, `today`, or a date; which of them fits is a matter of the field's type."""
    if isinstance(value, bool) or not (isinstance(value, int) or value == "today" or is_day(value)):
        report.fail(path, "Phải là số nguyên, ngày như 2026-07-01, hoặc today.")


_compute = record({"date_in_words": key_shape}, {})


def _prefill(value: Any, path: Path, report: Report) -> None:
    if isinstance(value, str) and value.startswith(words.PREFILL_EARLIER):
        key_shape(value.removeprefix(words.PREFILL_EARLIER), path, report)
        return
    choice(*words.PREFILL_SOURCES, words.PREFILL_EARLIER + "<ô>")(value, path, report)


_suggestion = record({"value": _scalar}, {"when": condition})
"""A first value that the person sees and may change, in the case that `when` describes."""

_column = record(
    {"key": key_shape, "label": _plain, "type": choice(*words.COLUMN_TYPES)},
    {
        "required": flag,
        "indispensable": flag,
        "options": items(_option, low=2, high=60),
        "official": text(),
        "help": _sentence,
        "example": _plain,
        "min": _bound,
        "max": _bound,
    },
)

_field = record(
    {"key": key_shape, "label": _plain, "type": choice(*words.FIELD_TYPES)},
    {
        "official": text(max_length=500),
        "required": flag,
        "indispensable": flag,
        "help": _sentence,
        "example": _plain,
        "about": choice(*words.ABOUT),
        "prefill": _prefill,
        "suggest": items(_suggestion, low=1, high=5),
        "same_as": key_shape,
        "paper": key_shape,
        "options": items(_option, low=2, high=60),
        "min": _bound,
        "max": _bound,
        "when": condition,
        "columns": items(_column, low=1, high=10),
        "compute": _compute,
    },
)

_section = record(
    {
        "key": key_shape,
        "title": _plain,
        "about": choice(*words.ABOUT),
        "fields": items(_field, low=1, high=MAX_FIELDS),
    },
    {"when": condition, "help": _sentence},
)

_paper = record(
    {"key": key_shape, "name": _plain, "kind": choice(*words.PAPER_KINDS), "required": flag},
    {
        "indispensable": flag,
        "copies": integer(1, 20),
        "when": condition,
        "note": _prose,
        "picture": choice(*words.PICTURES),
        "own_form": flag,
    },
)

_fee_rule = record(
    {"kind": choice(*words.FEE_KINDS)},
    {
        "key": key_shape,
        "name": _plain,
        "amount": nullable(_amount),
        "online": nullable(_amount),
        "copies_field": key_shape,
        "when": condition,
        "first_pages": integer(1, 1000),
        "then": _amount,
        "cap": _amount,
        "pages_field": key_shape,
        "table_field": key_shape,
    },
)

_fee = record(
    {
        "confidence": choice(*words.CONFIDENCE),
        "text": _prose,
        "rules": items(_fee_rule, low=1, high=10),
    },
    {"exempt": items(_prose, high=10)},
)

_days = record(
    {"value": nullable(integer(0, 365)), "confidence": choice(*words.CONFIDENCE)},
    {"cutoff": nullable(_clock), "text": _prose},
)

_eligibility = record(
    {"key": key_shape},
    {"ask": _sentence, "when": condition, "stop_when": condition, "text": _prose},
)

_signer = record({"role": _plain}, {"name": key_shape})
"""Who signs: the words over the place, and the question whose answer is the signer's name."""

_made_form = record(
    {"title": text()},
    {
        "source": text(),
        "signers": items(_signer, low=1, high=2),
        "groups": items(
            record({"fields": items(key_shape, low=1, high=30, unique=True)}, {"title": text()}),
            low=1,
            high=12,
        ),
    },
)
"""The official form: its title, where its wording comes from, its questions in its own order."""

procedure = record(
    {
        "code": code_shape,
        "version": integer(1, 9999),
        "effective_from": day,
        "effective_to": nullable(day),
        "name": text(max_length=500),
        "short_name": text(max_length=90, plain=True),
        "field": text(max_length=60, plain=True),
        "summary": _sentence,
        "outcome": _prose,
        "keywords": items(text(max_length=40), high=16, unique=True),
        "service_level": choice(*words.SERVICE_LEVELS),
        "who_may_file": record({"representative": flag, "text": _prose}, {}),
        "presence": record({"required": choice(*words.PRESENCE), "text": _prose}, {}),
        "days": _days,
        "fee": _fee,
        "result": record(
            {
                "name": _plain,
                "ways": items(choice(*words.RESULT_WAYS), low=1, high=4, unique=True),
            },
            {"text": _prose},
        ),
        "papers": items(_paper, high=30),
        "legal_basis": items(text(max_length=400), low=1, high=20),
        "uncertain": items(choice(*words.UNCERTAIN), high=9, unique=True),
    },
    {
        "mode": choice(*words.MODES),
        "life_events": items(key_shape, high=8, unique=True),
        "eligibility": items(_eligibility, high=10),
        "sections": items(_section, low=1, high=20),
        "note": _prose,
        "contact": _prose,
        "made_form": _made_form,
    },
)
"""One file, `<code>.yaml` (or `<code>-v2.yaml` beside it for a coming version)."""
