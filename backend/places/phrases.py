"""The sentences an agency's officers choose from when a page cannot be used.

Each begins with what the person should do, because it is sent to them as it stands. A number key
picks a sentence at the desk, so there are at most nine.
"""

from __future__ import annotations

import uuid

from backend.core import audit
from backend.core.problems import Problem
from backend.places import queries

MOST = 9

FIRST_SET = (
    "Chụp lại cho rõ nét, không bị mờ.",
    "Chụp lại cho đủ bốn góc của giấy.",
    "Chụp lại ở nơi sáng hơn, không bị bóng che.",
    "Chụp lại, không để ánh đèn làm trắng chữ.",
    "Chụp thêm trang còn thiếu của giấy này.",
    "Gửi đúng loại giấy được hỏi, giấy này là giấy khác.",
    "Gửi giấy của đúng người, tên trên giấy không khớp.",
    "Gửi giấy còn hạn, giấy này đã hết hạn.",
    "Bổ sung chữ ký hoặc dấu còn thiếu trên giấy.",
)
"""What a new agency starts with, the most frequent fault first."""


def phrases(agency_code: str) -> list[str]:
    """The agency's sentences in the order of the number keys 1 to 9."""
    record = queries.agency(agency_code)
    if record is None:
        raise Problem("agency_unknown")
    return list(FIRST_SET) if record.phrases is None else list(record.phrases)


def change_phrases(agency_code: str, sentences: list[str], *, changed_by: uuid.UUID) -> list[str]:
    """Put these sentences in place of the agency's; audited."""
    record = queries.agency_to_change(agency_code)
    if record is None:
        raise Problem("agency_unknown")
    if not 1 <= len(sentences) <= MOST:
        raise Problem("invalid", errors={"phrases": ["Cần từ 1 đến 9 câu."]})
    record.phrases = list(sentences)
    audit.record("phrases_changed", f"agency:{agency_code}", actor_id=changed_by)
    return list(sentences)
