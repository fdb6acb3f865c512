"""The check of a procedure file: what is lacking or contradicts itself, with file, line and field.

Two passes. The first looks at the shape (`procedure_shape.py`). Only a file of the right shape is
asked the second question: do its parts agree (conditions name earlier fields and values that
exist, options belong to choices, marks of confidence say the same thing twice)?
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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

    An open end is closed by the beginning of the next; one that is written lies before it. A later
    number may begin before a version that waits for its day (a coming law) where ends are written:
    its own, and that of the version before it.
    """
    ordered = sorted(found, key=lambda one: (one.code, one.content["effective_from"], one.version))
    return [
        error
        for before, after in pairwise(ordered)
        if before.code == after.code and before.version != after.version
        for error in _neighbours(before, after, found)
    ]


def _neighbours(
    before: Authored, after: Authored, found: list[Authored]
) -> Iterator[AuthoringError]:
    start, end = after.content["effective_from"], before.content["effective_to"]
    backwards = before.version > after.version and end is None
    if backwards or before.content["effective_from"] == start:
        first, second = sorted((before, after), key=lambda one: one.version)
        message = f"Phiên bản {second.version} phải bắt đầu sau phiên bản {first.version}."
        yield AuthoringError(second.file, 1, "effective_from", message)
    elif end is not None and end >= start:
        message = (
            f"Thời gian hiệu lực chồng lên phiên bản {before.version}, còn hiệu lực đến {end}."
        )
        yield AuthoringError(after.file, 1, "effective_from", message)
    elif end is None and _squeezed_in(after, found):
        message = f"Phiên bản {after.version} chen vào sau bản này: hãy ghi ngày cuối của bản này."
        yield AuthoringError(before.file, 1, "effective_to", message)


def _squeezed_in(one: Authored, found: list[Authored]) -> bool:
    """Whether a version with a lower number begins after this one."""
    start = one.content["effective_from"]
    return any(
        other.code == one.code
        and other.version < one.version
        and other.content["effective_from"] > start
        for other in found
    )
