"""Small pieces from which the shape of a procedure file is put together.

A shape is a function that looks at a value and reports what is wrong with it. Every message is
Vietnamese and says what to write instead: its reader is a civil servant with the file open.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from backend.catalogue.yaml_lines import LocatedYaml, Path

MAX_WORDS = 14
"""A plain sentence has about twelve words; the check leaves a little room for names of papers."""

_ABBREVIATION = re.compile(
    r"\b(TTHC|UBND|HĐND|CCCD|CMND|CCCD/CMND|CSDL|CSDLQG|NĐ|TT|QĐ|NQ|BTXH|NKT|MST|DVC|DVCQG)\b"
)
_MARKUP = re.compile(
    r"</?[A-Za-z!?][^<>]*>?|&(?:[A-Za-z]+|#[0-9]+|#x[0-9A-Fa-f]+);|\*\*|__|``|`[^`]+`|\]\(|\{\{|\$\{"
)
"""Tags, entities, Markdown, templates: citizens would read them letter by letter."""
_SENTENCE_END = re.compile(r"[.!?;:\n]+")


@dataclass(frozen=True, slots=True)
class AuthoringError:
    """One thing that is wrong in a file: where, in which field, and what to do."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.message}"


@dataclass(slots=True)
class Report:
    """Collects the errors of one file."""

    file: str
    document: LocatedYaml
    errors: list[AuthoringError] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)

    def fail(self, path: Path, message: str) -> None:
        self.paths.append(path)
        line = self.document.line_of(path)
        self.errors.append(AuthoringError(self.file, line, self._name(path), message))

    def _name(self, path: Path) -> str:
        """A path as people say it: things that have a key are called by it, not by a number."""
        value: Any = self.document.value
        parts: list[str] = []
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                value = None
            key = value.get("key") if isinstance(step, int) and isinstance(value, dict) else None
            parts.append(key if isinstance(key, str) else str(step))
        return ".".join(parts) or "(tệp)"


Shape = Callable[[Any, Path, Report], None]


def markup_in(value: str) -> str | None:
    """The first piece of text that is code and no words; None where all of it is words."""
    found = _MARKUP.search(value)
    return found[0] if found else None


def text(
    *,
    max_length: int = 300,
    pattern: str | None = None,
    hint: str = "",
    plain: bool = False,
    short_sentences: bool = False,
) -> Shape:
    """A line of text; `plain` words are read by citizens: no abbreviations."""
    compiled = re.compile(pattern) if pattern else None

    def check(value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, str) or not value.strip():
            report.fail(path, "Phải là chữ, không để trống (số thì đặt trong dấu nháy).")
            return
        if len(value) > max_length:
            report.fail(path, f"Dài quá {max_length} ký tự.")
        if any(unicodedata.category(c) in ("Cc", "Cs", "Co") and c != "\n" for c in value):
            report.fail(path, "Có ký tự không đọc được.")
        if unicodedata.normalize("NFC", value) != value:
            report.fail(path, "Chữ phải ở dạng Unicode dựng sẵn (NFC).")
        if markup := markup_in(value):
            report.fail(path, f"Chỉ viết chữ thường, không viết mã như '{markup}'.")
        if compiled and not compiled.fullmatch(value):
            report.fail(path, f"Sai dạng. {hint}".strip())
        if plain and (found := _ABBREVIATION.search(value)):
            report.fail(path, f"Không viết tắt '{found[0]}' trên màn hình của người dân.")
        if short_sentences and any(len(s.split()) > MAX_WORDS for s in _SENTENCE_END.split(value)):
            report.fail(path, f"Có câu dài hơn {MAX_WORDS} chữ; hãy tách câu.")

    return check


def flag(value: Any, path: Path, report: Report) -> None:
    """true or false."""
    if not isinstance(value, bool):
        report.fail(path, "Phải là true hoặc false.")


def integer(low: int, high: int) -> Shape:
    """A whole number between both bounds, these included."""

    def check(value: Any, path: Path, report: Report) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            report.fail(path, f"Phải là số nguyên từ {low} đến {high}.")

    return check


def choice(*values: str) -> Shape:
    """One of a few words."""

    def check(value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, str) or value not in values:
            report.fail(path, f"Phải là một trong: {', '.join(values)}.")

    return check


def day(value: Any, path: Path, report: Report) -> None:
    """A date such as 2026-07-01."""
    if not is_day(value):
        report.fail(path, "Phải là ngày có thật, viết như 2026-07-01.")


def is_day(value: Any) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def nullable(shape: Shape) -> Shape:
    """The shape, or null."""

    def check(value: Any, path: Path, report: Report) -> None:
        if value is not None:
            shape(value, path, report)

    return check


def items(shape: Shape, *, low: int = 0, high: int = 100, unique: bool = False) -> Shape:
    """A list; `unique` lists hold nothing twice."""

    def check(value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, list):
            report.fail(path, "Phải là danh sách (mỗi dòng bắt đầu bằng dấu gạch).")
            return
        if not low <= len(value) <= high:
            report.fail(path, f"Phải có từ {low} đến {high} dòng, đang có {len(value)}.")
        for index, item in enumerate(value):
            shape(item, (*path, index), report)
            if unique and item in value[:index]:
                report.fail((*path, index), "Lặp lại dòng đã có ở trên.")

    return check


def record(required: Mapping[str, Shape], optional: Mapping[str, Shape]) -> Shape:
    """Named parts: all of `required`, any of `optional`, nothing else."""
    known = {**required, **optional}

    def check(value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, dict):
            report.fail(path, "Phải gồm các mục có tên.")
            return
        for key in required:
            if key not in value:
                report.fail((*path, key), f"Thiếu mục '{key}'.")
        for key, part in value.items():
            if key in known:
                known[key](part, (*path, key), report)
            else:
                report.fail((*path, key), f"Không có mục tên '{key}'. Có: {', '.join(known)}.")

    return check
