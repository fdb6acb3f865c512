"""What `make run` prints once the server listens: an address, and a sign-in for each role."""

from __future__ import annotations

from collections.abc import Sequence

from backend.demo.cast import (
    CAN_BO,
    LANH_DAO,
    MAU,
    PASSWORD,
    QUAN_TRI,
    TINH_NGUYEN,
    Citizen,
    Officer,
)
from backend.settings import Settings

_WIDTH = 31
Line = tuple[str, str]


def greeting(settings: Settings) -> str:
    """The text, Vietnamese with English beside it."""
    home = settings.public_url
    console = f"{home}/demo/console"
    blocks = [
        _block("NGƯỜI DÂN · citizen", _phone(MAU, home, console)),
        _block("TÌNH NGUYỆN VIÊN · volunteer", _phone(TINH_NGUYEN, home, console)),
        _block("CÁN BỘ MỘT CỬA · officer", _login(CAN_BO, home, console)),
        _block("LÃNH ĐẠO · leader", _login(LANH_DAO, home, console)),
        _block("QUẢN TRỊ · administrator", _login(QUAN_TRI, home, console)),
    ]
    rule = "─" * 78
    return "\n".join(
        [
            rule,
            f"  Một Cửa Vùng Cao đang chạy · is running:   {home}",
            "  Bản chạy thử: người bịa, giấy bịa, chỉ máy này mở được.",
            "  A demo: invented people and papers, open to this machine only.",
            rule,
            "\n\n".join(blocks),
            rule,
            *_payments(settings.payments.sandbox_url),
            "  Dừng · stop: Ctrl+C",
            "",
        ]
    )


def _payments(gateway: str) -> Sequence[str]:
    """Where pretended transfers are made; nothing when the gateway does not run."""
    return [f"  Ngân hàng thử, không tiền thật · pretend bank:   {gateway}/bank"] if gateway else []


def _phone(who: Citizen, home: str, console: str) -> Sequence[Line]:
    number = f"{who.phone[:4]} {who.phone[4:7]} {who.phone[7:]}"
    return (
        ("Mở · open", home),
        ("Số điện thoại · phone number", f"{number}   ({who.full_name})"),
        ("Mã hiện ở · the code appears at", console),
        ("Bốn hình · secret pictures", "con trâu, con gà, con cá, bông hoa"),
        ("", "(buffalo, rooster, fish, flower)"),
    )


def _login(who: Officer, home: str, console: str) -> Sequence[Line]:
    return (
        ("Mở · open", f"{home}/desk"),
        ("Tên đăng nhập · login", f"{who.login}   ({who.full_name})"),
        ("Mật khẩu · password", PASSWORD),
        ("Mã lớp hai · second code", console),
    )


def _block(title: str, lines: Sequence[Line]) -> str:
    return "\n".join([f"  {title}", *(f"    {label:<{_WIDTH}}  {value}" for label, value in lines)])
