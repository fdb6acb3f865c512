"""Names: searched without diacritics, shortened for strangers."""

from __future__ import annotations

import unicodedata

import pytest

from backend.accounts.names import shortened
from backend.core.text import fold


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_folding_forgets_diacritics_and_spaces(form: str) -> None:
    assert fold(unicodedata.normalize(form, "  Đặng  Thị Ưng Ví Dụ ")) == "dang thi ung vi du"


@pytest.mark.parametrize(
    ("full", "short"), [("Lò Thị Mẫu", "L. T. Mẫu"), ("Mẫu", "Mẫu"), ("Giàng A Thử", "G. A. Thử")]
)
def test_a_stranger_sees_the_given_name_and_initials(full: str, short: str) -> None:
    assert shortened(full) == short
