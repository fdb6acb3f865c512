"""Paying: what a phone chooses, what VNPay and payOS tell, what the ledger says in the end."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.dossiers.models import Dossier
from backend.extensions import db
from backend.payments import queries
from backend.payments.desk_models import Payee
from backend.payments.models import Attempt, FeeAccount
from backend.payments.providers import payos, vnpay
from backend.payments.providers.vnpay import Merchant
from backend.settings import PaymentSettings
from tests.support.factories.accounts import SignedIn
from tests.support.factories.places import LUAN_THANH

SECRET = "TEST_SECRET_NOT_REAL_0123456789"
PAYOS_KEY = "TEST_CHECKSUM_KEY_NOT_REAL"
MERCHANT = Merchant("DEMO0001", SECRET, "https://pay.example.vn/v2", "https://api.example.vn/t")
SETTINGS = PaymentSettings(
    vnpay_code=MERCHANT.tmn_code,
    vnpay_secret=SECRET,
    vnpay_pay_url=MERCHANT.pay_url,
    vnpay_api_url=MERCHANT.api_url,
    payos_key=PAYOS_KEY,
)
ACCOUNT = "113366668888"
OWED = 16_000
"""What the factories' dossier of COPY costs: two copies at 8.000 đồng."""


def make_payee(agency: str = LUAN_THANH, account: str = ACCOUNT) -> None:
    with writing():
        db.session.add(
            Payee(
                agency_code=agency,
                bin="970422",
                bank="MB",
                account=account,
                name="TT PHUC VU HANH CHINH CONG XA LUAN THANH",
                changed_at=clock.now(),
            )
        )


def shown(client: FlaskClient, dossier_id: uuid.UUID) -> dict[str, Any]:
    """What the citizen sees of the money."""
    answer = client.get(f"/api/dossiers/{dossier_id}/payment")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def choose(
    client: FlaskClient,
    dossier_id: uuid.UUID,
    way: str,
    command: uuid.UUID | None = None,
    **data: Any,
) -> TestResponse:
    """The command `pay_intent`, for the sum that is shown unless `data` say otherwise."""
    told = {"quote": 1, "amount": OWED, **data}
    return client.put(
        f"/api/commands/{command or new_id()}",
        json={"kind": "pay_intent", "dossier": str(dossier_id), "data": {"way": way, **told}},
    )


def chosen(citizen: SignedIn, dossier: Dossier, way: str, **data: Any) -> Attempt:
    """An open attempt."""
    answer = choose(citizen.client, dossier.id, way, **data)
    assert answer.status_code == 200, answer.text
    return attempt(uuid.UUID(answer.get_json()["payment"]["attempt"]))


def attempt(attempt_id: uuid.UUID) -> Attempt:
    """As the database has it now."""
    db.session.rollback()
    db.session.expunge_all()
    found = queries.attempt(attempt_id)
    assert found is not None
    db.session.expunge(found)
    return found


def account(dossier_id: uuid.UUID) -> FeeAccount:
    """As the database has it now."""
    db.session.rollback()
    db.session.expunge_all()
    found = queries.account(dossier_id)
    assert found is not None
    db.session.expunge(found)
    return found


def ipn_values(tried: Attempt, **changes: str) -> dict[str, str]:
    """What VNPay tells of an attempt, unsigned: paid, unless `changes` say otherwise."""
    return {
        "vnp_Amount": str(tried.amount * 100),
        "vnp_BankCode": "NCB",
        "vnp_OrderInfo": "Le phi",
        "vnp_PayDate": vnpay.wall_time(clock.now()),
        "vnp_ResponseCode": "00",
        "vnp_TmnCode": MERCHANT.tmn_code,
        "vnp_TransactionNo": "14226112",
        "vnp_TransactionStatus": "00",
        "vnp_TxnRef": tried.reference,
        **changes,
    }


def signed(values: dict[str, str], secret: str = SECRET) -> dict[str, str]:
    return {**values, vnpay.SIGNATURE: vnpay.sign(secret, vnpay.hash_data(values.items()))}


def tell(client: FlaskClient, tried: Attempt, **changes: str) -> str:
    """VNPay's IPN; its RspCode. The dossier has heard when it returns."""
    answer = client.get(
        "/api/payments/vnpay/ipn", query_string=signed(ipn_values(tried, **changes))
    )
    assert answer.status_code == 200, answer.text
    code: str = answer.get_json()["RspCode"]
    answer.close()
    return code


def transfer(
    client: FlaskClient, purpose: str, amount: int, reference: str, **data: Any
) -> TestResponse:
    """payOS's notice of a bank transfer."""
    told = {
        "accountNumber": ACCOUNT,
        "amount": amount,
        "code": "00",
        "currency": "VND",
        "desc": "Thành công",
        "description": purpose,
        "orderCode": 7,
        "paymentLinkId": "124c33293c43417ab7879e14c8d9eb18",
        "reference": reference,
        "transactionDateTime": clock.local(clock.now()).strftime("%Y-%m-%d %H:%M:%S"),
        **data,
    }
    body = {"code": "00", "desc": "ok", "success": True, "data": told}
    answer = client.post(
        "/api/payments/payos/notice", json={**body, "signature": payos.signature(PAYOS_KEY, told)}
    )
    answer.close()
    return answer


def sent_to(pay_url: str) -> dict[str, str]:
    """The parameters with which a payer's browser comes to VNPay."""
    return dict(parse_qsl(urlsplit(pay_url).query))
