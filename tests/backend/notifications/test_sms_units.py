"""One SMS is one unit: counted as networks count, shortened where it may be, never elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.notifications import sms

TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=400)


def test_a_short_text_keeps_its_diacritics() -> None:
    assert sms.one_unit("Xã Mẫu:", "có tin mới.", "Gọi xã.") == "Xã Mẫu: có tin mới. Gọi xã."


def test_a_longer_one_loses_them_before_it_is_shortened() -> None:
    text = sms.one_unit("Xã Luận Thành:", "đã có kết quả " * 4, "Gọi số in trên phiếu.")
    assert text.startswith("Xa Luan Thanh: da co ket qua da co ket qua")
    assert text.endswith("Goi so in tren phieu.")
    assert sms.septets(text) <= sms.GSM_UNIT


def test_only_what_may_be_shortened_is() -> None:
    text = sms.one_unit("Đầu:", "giữa " * 100, "cuối.")
    assert text.startswith("Dau: giua")
    assert text.endswith("giua cuoi.")
    assert sms.septets(text) > sms.GSM_UNIT - 6
    with pytest.raises(ValueError, match="one unit"):
        sms.one_unit("a" * 100, "", "b" * 61)


def test_units_are_counted_as_networks_count() -> None:
    assert sms.fits("a" * 160)
    assert not sms.fits("a" * 161)
    assert sms.fits("ấ" * 70)
    assert not sms.fits("ấ" * 71)
    assert not sms.fits("[" * 81)  # Two septets each.
    assert sms.fits("[" * 80)
    assert not sms.fits("ấ" * 69 + "🙂")  # A picture takes two of 16 bits.


@given(TEXTS, TEXTS)
def test_whatever_is_said_one_unit_comes_out(flexible: str, more: str) -> None:
    text = sms.one_unit("Xã Mẫu: phiếu K7X-M4P-A", flexible + more, "Gọi số in trên phiếu.")
    assert sms.fits(text)
    assert "K7X-M4P-A" in text


@given(TEXTS)
def test_a_folded_text_needs_no_second_alphabet(text: str) -> None:
    plain = sms.folded(text)
    assert sms.folded(plain) == plain
    assert sms.septets(plain) >= len(plain)


@pytest.mark.parametrize(
    "text",
    [
        "Xem tại https://xa.example",
        "Vào www.xa-luan-thanh.vn ngay",
        "Vào dichvucong.gov để xem",
        "Chuyển khoản vào 0912345678901",
        "STK 1234 5678 9012",
        "Đọc mã OTP cho cán bộ",
        "Nộp tiền trước 17 giờ",
        "Quét mã QR này",
        "Mật khẩu của bạn",
        "Pay now",
    ],
)
def test_what_a_forger_asks_for_is_noticed(text: str) -> None:
    assert sms.suspicious(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sạt lở km 12, không đi được đến hết ngày 24/11.",
        "Xã trả trợ cấp mới 540.000 đồng từ 5/12/2026.",
        "Phiếu K7X-M4P-A, hẹn 26/11/2026. Gọi số in trên phiếu.",
    ],
)
def test_ordinary_news_is_not(text: str) -> None:
    assert not sms.suspicious(text)
