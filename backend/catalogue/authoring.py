"""The check of a procedure file: what is lacking or contradicts itself, with file, line and field.

Two passes. The first looks at the shape (`procedure_shape.py`). Only a file of the right shape is
asked the second question: do its parts agree (conditions name earlier fields and values that
exist, options belong to choices, marks of confidence say the same thing twice)?
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from backend.catalogue import agreement, inheritance, procedure_shape
from backend.catalogue.shapes import AuthoringError, Report
from backend.catalogue.yaml_lines import LocatedYaml, UnreadableError, read
from backend.catalogue.yaml_lines import Path as Place

_LIKE = re.compile(rf"^{inheritance.KEY}:", re.MULTILINE)
PROCEDURES_FOLDER = Path(__file__).resolve().parent / "procedures"

_WORDINGS = frozenset(
    ("example", "help", "label", "name", "note", "official", "outcome", "short_name", "summary",
     "text", "title")
)  # fmt: skip
"""Parts that hold words for people: nothing else in a file depends on them."""

Content = dict[str, Any]

__all__ = ["PROCEDURES_FOLDER", "Authored", "AuthoringError", "check_text", "read_folder"]


@dataclass(frozen=True, slots=True)
class Authored:
    """A checked file: its content as plain data, fit to be imported."""

    file: str
    content: Content

    @property
    def code(self) -> str:
        return str(self.content["code"])

    @property
    def version(self) -> int:
        return int(self.content["version"])


def check_text(
    text: str, file: str, bases: Mapping[tuple[str, int], Content] = MappingProxyType({})
) -> tuple[Authored | None, list[AuthoringError]]:
    """Check one file's text; the content is given only when nothing is wrong with it.

    `bases` are the checked versions that the file may be `like`, by code and number.
    """
    try:
        document = read(text)
    except UnreadableError as error:
        return None, [AuthoringError(file, error.line, "(tệp)", error.message)]
    report = Report(file, document)
    if inheritance.names_a_base(document):
        document = inheritance.completed(document, bases, report)
        report.document = document
    if not report.errors:
        procedure_shape.procedure(document.value, (), report)
    if not report.errors:
        _check_name(document, report)
        agreement.check(document.value, report)
    if report.errors:
        return None, sorted(report.errors, key=lambda error: error.line)
    return Authored(file, document.value), []


def check_content(content: Content, name: str) -> list[AuthoringError]:
    """Check a content that no file holds, by the same rules; all that is wrong with it at once.

    Where only wordings are wrong (markup, length) the parts can still be held against each other.
    """
    report = Report(name, LocatedYaml(content))
    procedure_shape.procedure(content, (), report)
    if all(_is_wording(content, path) for path in report.paths):
        agreement.check(content, report)
    return report.errors


def _is_wording(content: Any, path: Place) -> bool:
    for step in path:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            return False
    return bool(path) and path[-1] in _WORDINGS and isinstance(content, str)


def read_files(paths: list[Path]) -> tuple[list[Authored], list[AuthoringError]]:
    """Check several files, each alone and all of them together."""
    errors: list[AuthoringError] = []
    texts = {path: text for path in paths if (text := _text(path, errors)) is not None}
    found: list[Authored] = []
    bases = _beside(paths)
    for path in sorted(texts, key=lambda path: bool(_LIKE.search(texts[path]))):
        authored, wrong = check_text(texts[path], str(path), bases)
        errors.extend(wrong)
        if authored:
            found.append(authored)
            bases[authored.code, authored.version] = authored.content
    errors.extend(_twice(found))
    errors.extend(_overlapping(found))
    return found, errors


def _beside(paths: list[Path]) -> dict[tuple[str, int], Content]:
    """Whole versions that lie beside the files asked for: one file alone may be `like` another."""
    beside = {other for path in paths for other in path.parent.glob(f"{path.name[:8]}*.yaml")}
    texts = [(other, _text(other, [])) for other in sorted(beside - set(paths))]
    checked = [check_text(text, str(other))[0] for other, text in texts if text is not None]
    return {(one.code, one.version): one.content for one in checked if one is not None}


def _text(path: Path, errors: list[AuthoringError]) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        errors.append(AuthoringError(str(path), 1, "(tệp)", "Tệp phải lưu ở dạng UTF-8."))
    except OSError as error:
        reason = error.strerror or "lỗi đọc tệp"
        errors.append(AuthoringError(str(path), 1, "(tệp)", f"Không mở được: {reason}."))
    return None


def read_folder(folder: Path) -> tuple[list[Authored], list[AuthoringError]]:
    """Check every `*.yaml` of a folder."""
    if not folder.is_dir():
        return [], [AuthoringError(str(folder), 1, "(thư mục)", "Không có thư mục này.")]
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        return [], [AuthoringError(str(folder), 1, "(thư mục)", "Không có tệp .yaml nào.")]
    return read_files(paths)


def _check_name(document: LocatedYaml, report: Report) -> None:
    """The file is named after its code, so that a person finds it and two never hide each other."""
    code, stem = document.value["code"], Path(report.file).stem
    if stem != code and not stem.startswith(f"{code}-"):
        report.fail(("code",), f"Tên tệp phải là {code}.yaml (hoặc {code}-v2.yaml).")


def _twice(found: list[Authored]) -> list[AuthoringError]:
    seen: dict[tuple[str, int], str] = {}
    errors = []
    for authored in found:
        key = (authored.code, authored.version)
        if key in seen:
            errors.append(
                AuthoringError(
                    authored.file, 1, "version", f"Trùng mã và phiên bản với {seen[key]}."
                )
            )
        seen.setdefault(key, authored.file)
    return errors


def _overlapping(found: list[Authored]) -> list[AuthoringError]:
    """Versions of one procedure follow one another: a later number begins on a later day.

    An open end is closed by the beginning of the next; one that is written lies before it.
    """
    errors = []
    ordered = sorted(found, key=lambda one: (one.code, one.version))
    for before, after in pairwise(ordered):
        if before.code != after.code or before.version == after.version:
            continue
        start, end = after.content["effective_from"], before.content["effective_to"]
        if before.content["effective_from"] >= start:
            message = f"Phiên bản {after.version} phải bắt đầu sau phiên bản {before.version}."
            errors.append(AuthoringError(after.file, 1, "effective_from", message))
        elif end is not None and end >= start:
            message = (
                f"Thời gian hiệu lực chồng lên phiên bản {before.version}, còn hiệu lực đến {end}."
            )
            errors.append(AuthoringError(after.file, 1, "effective_from", message))
    return errors
