"""What a phone says today of a version that comes: "Từ ngày 01/12/2026: lệ phí 5.000 đồng."

The sentence is part of the present version's detail only; its content stays as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from backend.catalogue import derived
from backend.catalogue.fees import shown_amount
from backend.catalogue.models import StoredVersion


def tell(row: StoredVersion, versions: Sequence[StoredVersion]) -> None:
    """Make the detail of `row` again, with what changes by the version of this commune after it."""
    detail = derived.detail_of(row.content, row.schema)
    following = _following(row, versions)
    said = _sentence(row, following) if following else None
    plain = derived.packed_detail(detail)
    if said:
        note = "\n".join(part for part in (said, detail.get("note")) if part)
        told = derived.packed_detail({**detail, "note": note})
        # A procedure at the limit stays silent: its page and its form come first.
        plain = told if len(told) <= derived.MAX_DETAIL_BYTES else plain
    row.detail = plain


def has_following(row: StoredVersion, versions: Sequence[StoredVersion]) -> bool:
    """Whether a version of this commune comes right after it."""
    return _following(row, versions) is not None


def _following(row: StoredVersion, versions: Sequence[StoredVersion]) -> StoredVersion | None:
    if row.effective_to is None or row.withdrawn_at is not None:
        return None
    start = row.effective_to + timedelta(days=1)
    return next(
        (
            one
            for one in versions
            if one.effective_from == start and one.withdrawn_at is None and one.origin != "file"
        ),
        None,
    )


def _sentence(row: StoredVersion, following: StoredVersion) -> str | None:
    parts = [*_days(row.content, following.content), *_fee(row.content, following.content)]
    if not parts:
        return None
    return f"Từ ngày {following.effective_from:%d/%m/%Y}: {', '.join(parts)}."


def _days(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    days = derived.shown_days(new)
    if days == derived.shown_days(old) or days is None:
        return []
    return [f"trả kết quả sau {days} ngày làm việc" if days else "trả kết quả trong ngày"]


def _fee(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    if new["fee"]["rules"] == old["fee"]["rules"]:
        return []
    amount = shown_amount(new["fee"]["rules"], new["fee"]["confidence"])
    if not isinstance(amount, int):
        return ["mức thu thay đổi"]
    return [f"lệ phí {amount:,} đồng".replace(",", ".") if amount else "không mất lệ phí"]
