"""What keeps an edit from being published: the rules of the files, the law's term, the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from backend.catalogue import authoring, derived
from backend.catalogue.editing import parts, publishing
from backend.catalogue.models import ProcedureEdit, StoredVersion
from backend.catalogue.rows import new_row, too_heavy


def problems_of(
    edit: ProcedureEdit, base: StoredVersion, versions: Sequence[StoredVersion], today: date
) -> list[tuple[str, str]]:
    """Every problem with its path, as the editor's fields are called; none when it may be out."""
    found = [*_of_the_day(edit, versions, today)]
    if edit.parts == parts.parts_of(base.content):
        found.append(("", "Chưa sửa gì để công bố."))
    if not edit.reason.strip():
        found.append(("reason", "Hãy ghi căn cứ hoặc lý do."))
    content = parts.with_parts(base.content, edit.parts)
    wrong = authoring.check_content(content, base.code)
    found += [(_called(error.field), error.message) for error in wrong]
    limit = law_days(versions, edit.effective_from or today)
    days = edit.parts["days"]["value"]
    if limit is not None and (days is None or days > limit):
        found.append(("days.value", f"Luật cho nhiều nhất {limit} ngày; xã chỉ rút ngắn được."))
    if not wrong and (heavy := too_heavy(new_row(content))):
        found.append(("", heavy))
    return found


def law_days(versions: Sequence[StoredVersion], day: date) -> int | None:
    """The term of the package's version for that day: a commune may promise less, never more.

    None where nobody is sure of the law's term, or the procedure is only in the commune's list.
    """
    national = [row for row in versions if row.origin == "file" and row.effective_from <= day]
    if not national:
        return None
    return derived.shown_days(max(national, key=lambda row: row.effective_from).content)


def _of_the_day(
    edit: ProcedureEdit, versions: Sequence[StoredVersion], today: date
) -> list[tuple[str, str]]:
    start = edit.effective_from
    if start is None:
        return [("effective_from", "Hãy chọn ngày bắt đầu.")]
    if start < today:
        return [("effective_from", "Ngày bắt đầu không được ở quá khứ.")]
    if publishing.in_force_on(versions, start) is None:
        return [("effective_from", "Ngày này thủ tục không còn áp dụng.")]
    return []


def _called(path: str) -> str:
    """`presence.text` is one field of the editor."""
    first, _, rest = path.partition(".")
    return first if first in parts.TOLD and rest == "text" else path
