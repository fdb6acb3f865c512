"""The demo's payment gateway: what VNPay keeps and says, in memory, without a network.

It is the other side of `vnpay.py`: it checks what the merchant signed and signs what it says. The
tests compare its books with ours.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode

from backend.core import clock
from backend.payments.providers import vnpay, vnpay_requests
from backend.payments.providers.vnpay import Merchant

OUTCOMES: Mapping[str, tuple[str, str]] = {
    "paid": ("00", "00"),
    "cancelled": ("24", "02"),
    "no_money": ("51", "02"),
    "suspicious": ("07", "00"),
}
"""What the payer may do, as ResponseCode and TransactionStatus."""


class Refused(ValueError):
    """The merchant's call is not as it must be; the text says why."""


@dataclass(slots=True)
class Order:
    """One payment as the gateway knows it; `amount` in đồng."""

    reference: str
    amount: int
    info: str
    made_at: str
    expires_at: str
    return_url: str
    number: str
    response: str = ""
    status: str = "01"
    paid_at: str = ""
    refunded: int = 0

    @property
    def is_paid(self) -> bool:
        return (self.response, self.status) == OUTCOMES["paid"]


@dataclass(slots=True)
class Gateway:
    """All orders of one merchant."""

    merchant: Merchant
    orders: dict[str, Order] = field(default_factory=dict)
    _numbers: count[int] = field(default_factory=lambda: count(14_226_112))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, values: Mapping[str, str]) -> Order:
        """A payer's browser comes with a signed order; the same order again is the same one."""
        if not vnpay.is_signed(self.merchant, values.items()):
            raise Refused("Sai chữ ký.")
        amount = vnpay.amount_of(values.get("vnp_Amount", ""))
        if values.get("vnp_TmnCode") != self.merchant.tmn_code or not amount:
            raise Refused("Sai đơn vị hoặc số tiền.")
        reference = values["vnp_TxnRef"]
        with self._lock:
            known = self.orders.get(reference)
            if known is None:
                known = self.orders[reference] = Order(
                    reference=reference,
                    amount=amount,
                    info=values["vnp_OrderInfo"],
                    made_at=values["vnp_CreateDate"],
                    expires_at=values["vnp_ExpireDate"],
                    return_url=values["vnp_ReturnUrl"],
                    number=str(next(self._numbers)),
                )
        if known.amount != amount:
            raise Refused("Mã giao dịch đã dùng cho số tiền khác.")
        return known

    def finish(self, reference: str, outcome: str, *, late: bool = False) -> dict[str, str]:
        """The payer pays or gives up: the signed parameters of the notice and of the return.

        A paid order stays paid; an expired one can only be paid `late`, as it happens with banks.
        """
        with self._lock:
            order = self.orders[reference]
            now = vnpay.wall_time(clock.now())
            if not order.is_paid:
                expired = now > order.expires_at and not late
                order.response, order.status = ("11", "02") if expired else OUTCOMES[outcome]
                order.paid_at = now
            return self._signed(order)

    def notice(self, reference: str) -> dict[str, str]:
        """The parameters once more."""
        return self._signed(self.orders[reference])

    def _signed(self, order: Order) -> dict[str, str]:
        values = {
            "vnp_Amount": str(order.amount * 100),
            "vnp_BankCode": "NCB",
            "vnp_BankTranNo": f"VNP{order.number}",
            "vnp_CardType": "ATM",
            "vnp_OrderInfo": order.info,
            "vnp_PayDate": order.paid_at,
            "vnp_ResponseCode": order.response,
            "vnp_TmnCode": self.merchant.tmn_code,
            "vnp_TransactionNo": order.number,
            "vnp_TransactionStatus": order.status,
            "vnp_TxnRef": order.reference,
        }
        return sign_values(self.merchant, values)

    def answer(self, body: Mapping[str, object]) -> dict[str, str]:
        """The merchant API: querydr and refund."""
        command = str(body.get("vnp_Command", ""))
        told = {
            "vnp_ResponseId": f"{next(self._numbers)}",
            "vnp_Command": command,
            "vnp_TmnCode": self.merchant.tmn_code,
            "vnp_TxnRef": str(body.get("vnp_TxnRef", "")),
        }
        if not vnpay_requests.request_is_signed(self.merchant, body):
            told |= {"vnp_ResponseCode": "97", "vnp_Message": "Checksum failed"}
        elif (order := self.orders.get(told["vnp_TxnRef"])) is None:
            told |= {"vnp_ResponseCode": "91", "vnp_Message": "Transaction not found"}
        elif command == "querydr":
            told |= self._queried(order)
        else:
            told |= self._refunded(order, body)
        signature = vnpay_requests.answer_signature(self.merchant, command, told)
        return {**told, vnpay.SIGNATURE: signature}

    def _queried(self, order: Order) -> dict[str, str]:
        return {
            "vnp_ResponseCode": "00",
            "vnp_Message": "QueryDR Success",
            "vnp_Amount": str(order.amount * 100),
            "vnp_BankCode": "NCB",
            "vnp_PayDate": order.paid_at,
            "vnp_TransactionNo": order.number,
            "vnp_TransactionType": "01",
            "vnp_TransactionStatus": order.status,
            "vnp_OrderInfo": order.info,
        }

    def _refunded(self, order: Order, body: Mapping[str, object]) -> dict[str, str]:
        """Money goes back at once; more than was paid does not."""
        amount = vnpay.amount_of(str(body.get("vnp_Amount", ""))) or 0
        with self._lock:
            if not order.is_paid or not 0 < amount <= order.amount - order.refunded:
                return {"vnp_ResponseCode": "95", "vnp_Message": "Refund not allowed"}
            order.refunded += amount
        return {
            "vnp_ResponseCode": "00",
            "vnp_Message": "Refund Success",
            "vnp_Amount": str(amount * 100),
            "vnp_BankCode": "NCB",
            "vnp_PayDate": vnpay.wall_time(clock.now()),
            "vnp_TransactionNo": order.number,
            "vnp_TransactionType": str(body.get("vnp_TransactionType", "")),
            "vnp_TransactionStatus": "05",
            "vnp_OrderInfo": order.info,
        }


def sign_values(merchant: Merchant, values: Mapping[str, str]) -> dict[str, str]:
    """What the gateway says, with its signature."""
    signature = vnpay.sign(merchant.secret, vnpay.hash_data(values.items()))
    return {**values, vnpay.SIGNATURE: signature}


def address(url: str, values: Mapping[str, str]) -> str:
    """An address with parameters behind it."""
    return f"{url}{'&' if '?' in url else '?'}{urlencode(values)}"
