"""The check of a procedure file: what is lacking or contradicts itself, with file, line and field.

Two passes. The first looks at the shape (`procedure_shape.py`). Only a file of the right shape is
asked the second question: do its parts agree (conditions name earlier fields and values that
exist, options belong to choices, marks of confidence say the same thing twice)?
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from backend.catalogue import agreement, procedure_shape
from backend.catalogue.shapes import AuthoringError, Report
from backend.catalogue.yaml_lines import LocatedYaml, UnreadableError, read

PROCEDURES_FOLDER = Path(__file__).resolve().parent / "procedures"

__all__ = ["PROCEDURES_FOLDER", "Authored", "AuthoringError", "check_text", "read_folder"]


@dataclass(frozen=True, slots=True)
class Authored:
    """A checked file: its content as plain data, fit to be imported."""

    file: str
    content: dict[str, Any]

    @property
    def code(self) -> str:
        return str(self.content["code"])

    @property
    def version(self) -> int:
        return int(self.content["version"])


def check_text(text: str, file: str) -> tuple[Authored | None, list[AuthoringError]]:
    """Check one file's text; the content is given only when nothing is wrong with it."""
    try:
        document = read(text)
    except UnreadableError as error:
        return None, [AuthoringError(file, error.line, "(tệp)", error.message)]
    report = Report(file, document)
    procedure_shape.procedure(document.value, (), report)
    if not report.errors:
        _check_name(document, report)
        agreement.check(document.value, report)
    if report.errors:
        return None, sorted(report.errors, key=lambda error: error.line)
    return Authored(file, document.value), []


def read_files(paths: list[Path]) -> tuple[list[Authored], list[AuthoringError]]:
    """Check several files, each alone and all of them together."""
    found: list[Authored] = []
    errors: list[AuthoringError] = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            errors.append(AuthoringError(str(path), 1, "(tệp)", "Tệp phải lưu ở dạng UTF-8."))
            continue
        except OSError as error:
            reason = error.strerror or "lỗi đọc tệp"
            errors.append(AuthoringError(str(path), 1, "(tệp)", f"Không mở được: {reason}."))
            continue
        authored, wrong = check_text(text, str(path))
        errors.extend(wrong)
        if authored:
            found.append(authored)
    errors.extend(_twice(found))
    errors.extend(_overlapping(found))
    return found, errors


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
