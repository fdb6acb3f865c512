"""The commune's money in the demo: an invented account, a few rates, a statement of the bank."""

from __future__ import annotations

import io
from datetime import timedelta

from backend.core import clock
from backend.core.transaction import end_reading
from backend.demo.cast import CAN_BO, QUAN_TRI, Cast
from backend.payments import service as payments

_SINCE = timedelta(days=60)
_PAYEE = {
    "bin": "970422",
    "bank": "MB",
    "account": "000000112345",
    "name": "TT HCC LUAN THANH CHAY THU",
}
"""A real bank's number, so that banking applications read the code; nobody's account."""
_BASIS = "Nghị quyết bịa của Hội đồng nhân dân tỉnh, chỉ để chạy thử"
_RATES = {"1.004873": (15_000, 0), "1.004884": (5_000, 0), "1.004859": (28_000, 0)}
"""At the desk and online, in đồng; other rates stay open, as in a commune that has just begun."""


def set_up(people: Cast) -> None:
    """The account and the rates, as the administrator sets them; in the present transaction."""
    administrator = people.actor(QUAN_TRI)
    with clock.frozen(clock.now() - _SINCE):
        payments.set_payee(administrator, _PAYEE)
        day = clock.local(clock.now()).date()
        for procedure, (amount, online) in _RATES.items():
            given = {"procedure": procedure, "key": "fee", "amount": amount, "online": online}
            payments.add_local_fee(
                administrator,
                {**given, "effective_from": day, "effective_to": None, "basis": _BASIS},
            )


def take_statement(people: Cast) -> None:
    """Yesterday's file of the bank, whose one line names nothing: an officer has to look."""
    day = clock.local(clock.now() - timedelta(days=1)).date()
    rows = ["Ngày,Số tham chiếu,Ghi có,Nội dung", f"{day:%d/%m/%Y},FTCHAYTHU01,8000,nop le phi"]
    file, sha256 = payments.kept_file(io.BytesIO("\n".join(rows).encode()))
    with file:
        payments.import_statement(people.actor(CAN_BO), file, sha256)
    end_reading()
