"""The demo's payment gateway as a process of its own (`motcua sandbox`).

It speaks VNPay's protocol over HTTP: a payment page, the way back, notices that can be lost, late,
repeated or wrong, queries and refunds; and it tells of bank transfers as payOS does. It knows the
published demo secrets only, moves no money, and shares nothing with the application but the wire.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import threading
import time
import urllib.request
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, abort, jsonify, redirect, render_template_string, request

from backend.core import clock
from backend.payments.config import SANDBOX_PAYOS_KEY, sandbox_merchant
from backend.payments.providers import payos
from backend.payments.providers.sandbox_gateway import (
    OUTCOMES,
    Gateway,
    Refused,
    address,
    sign_values,
)

_SECONDS = 10
_POLICY = "default-src 'none'; form-action *; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How notices travel: the first `lost` ones never arrive, each that does comes `delay` seconds
    late and `repeats` times; the first `wrong_amounts` name another sum. An answer other than 00,
    01, 02 is asked for again `retries` times, `pause` seconds apart."""

    lost: int = 0
    delay: float = 0.0
    repeats: int = 1
    wrong_amounts: int = 0
    retries: int = 3
    pause: float = 1.0


def behaviour_of(text: str) -> Behaviour:
    """`lost=1,delay=2` as a behaviour; ValueError for a word that is none."""
    pairs = [pair.partition("=") for pair in text.split(",") if pair.strip()]
    given = {name.strip(): value for name, _, value in pairs}
    known = {each.name for each in fields(Behaviour)}
    if not set(given) <= known:
        raise ValueError(f"Unknown behaviour: {', '.join(sorted(set(given) - known))}")
    numbers = {name: float(value) for name, value in given.items()}
    whole = {n: v if n in ("delay", "pause") else int(v) for n, v in numbers.items()}
    return Behaviour(**whole)  # type: ignore[arg-type]  # Numbers by the fields' own names.


class Notices:
    """Sends notices in threads of its own, as told by the behaviour."""

    def __init__(self, gateway: Gateway, app_url: str, behaviour: Behaviour) -> None:
        self.gateway, self.app_url, self.behaviour = gateway, app_url, behaviour
        self.answers: list[str] = []
        self._lock = threading.Lock()

    def send(self, values: dict[str, str]) -> None:
        """Tell the merchant what became of an order; returns at once."""
        with self._lock:
            now = self.behaviour
            if now.lost > 0:
                self.behaviour = replace(now, lost=now.lost - 1)
                return
            if now.wrong_amounts > 0:
                self.behaviour = replace(now, wrong_amounts=now.wrong_amounts - 1)
                values = self._with_wrong_amount(values)
        for _ in range(now.repeats):
            threading.Thread(target=self._deliver, args=(values, now), daemon=True).start()

    def _with_wrong_amount(self, values: dict[str, str]) -> dict[str, str]:
        plain = {key: value for key, value in values.items() if key != "vnp_SecureHash"}
        wrong = {**plain, "vnp_Amount": str(int(plain["vnp_Amount"]) + 100_000)}
        return sign_values(self.gateway.merchant, wrong)

    def _deliver(self, values: dict[str, str], now: Behaviour) -> None:
        time.sleep(now.delay)
        url = address(f"{self.app_url}/api/payments/vnpay/ipn", values)
        for _ in range(now.retries + 1):
            code = _called(url)
            self.answers.append(code)
            if code in ("00", "01", "02"):
                return
            time.sleep(now.pause)


def _called(url: str) -> str:
    """The merchant's RspCode; "" when it did not answer."""
    try:
        with urllib.request.urlopen(url, timeout=_SECONDS) as answer:  # noqa: S310
            return str(json.loads(answer.read(4096)).get("RspCode", ""))
    except (OSError, ValueError):
        return ""


_PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cổng thanh toán thử</title>
<style>body{font:18px/1.5 system-ui;margin:1rem;max-width:30rem}
button{font:inherit;display:block;width:100%;margin:.5rem 0;padding:.75rem;min-height:48px}
.note{background:#fff3cd;padding:.75rem}</style>
<p class="note"><strong>Cổng thanh toán thử.</strong> Không có tiền thật nào được chuyển.</p>
{% if problem %}<h1>Không thanh toán được</h1><p>{{ problem }}</p>
{% else %}<h1>{{ amount }} đồng</h1><p>{{ order.info }}<br>Mã: {{ order.reference }}</p>
<form method="post" action="/pay/{{ order.reference }}">
<button name="outcome" value="paid">Trả tiền</button>
<button name="outcome" value="no_money">Tài khoản không đủ tiền</button>
<button name="outcome" value="suspicious">Bị trừ tiền nhưng nghi ngờ</button>
<button name="outcome" value="cancelled">Hủy</button></form>{% endif %}</html>"""

_BANK = """<!doctype html><html lang="vi"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Ngân hàng thử</title>
<style>body{font:18px/1.5 system-ui;margin:1rem;max-width:30rem}input,button{font:inherit;
width:100%;padding:.5rem;margin:.25rem 0;min-height:48px}</style>
<h1>Ngân hàng thử</h1><p>Không có tiền thật nào được chuyển.</p>
{% if said %}<p><strong>{{ said }}</strong></p>{% endif %}
<form method="post" action="/bank"><label>Tài khoản nhận<input name="account" required></label>
<label>Số tiền<input name="amount" inputmode="numeric" required></label>
<label>Nội dung<input name="purpose" required></label><button>Chuyển tiền</button></form></html>"""


def create_gateway(url: str, app_url: str, behaviour: Behaviour | None = None) -> Flask:
    """The gateway that merchants reach at `url` and that tells the application at `app_url`."""
    app = Flask("motcua_sandbox", static_folder=None)
    gateway = Gateway(sandbox_merchant(url))
    notices = Notices(gateway, app_url.rstrip("/"), behaviour or Behaviour())
    app.extensions["gateway"], app.extensions["notices"] = gateway, notices
    _payment_pages(app, gateway, notices)
    _merchant_api(app, gateway)
    _bank(app, app_url.rstrip("/"))
    _behaviour(app, notices)
    app.after_request(_harden)
    return app


def _harden(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = "no-store"
    return response


def _payment_pages(app: Flask, gateway: Gateway, notices: Notices) -> None:
    @app.get("/paymentv2/vpcpay.html")
    def pay_page() -> tuple[str, int]:
        try:
            order = gateway.begin(request.args.to_dict())
        except (Refused, KeyError) as refused:
            return render_template_string(_PAGE, problem=str(refused)), 400
        amount = f"{order.amount:,}".replace(",", ".")
        return render_template_string(_PAGE, order=order, amount=amount, problem=None), 200

    @app.post("/pay/<string:reference>")
    def pay(reference: str) -> Any:
        outcome = request.form.get("outcome", "")
        order = gateway.orders.get(reference)
        if order is None or outcome not in OUTCOMES:
            abort(404)
        values = gateway.finish(reference, outcome)
        notices.send(values)
        return redirect(address(order.return_url, values), 303)


def _merchant_api(app: Flask, gateway: Gateway) -> None:
    @app.post("/merchant_webapi/api/transaction")
    def transaction() -> Response:
        body = request.get_json(silent=True)
        return jsonify(gateway.answer(body if isinstance(body, dict) else {}))


def _bank(app: Flask, app_url: str) -> None:
    @app.get("/bank")
    def bank() -> str:
        return render_template_string(_BANK, said=None)

    @app.post("/bank")
    def transfer() -> str:
        """A transfer on any phone; the commune's bank tells of it, as payOS does."""
        said = "Chưa chuyển: số tiền không đúng."
        amount = request.form.get("amount", "")
        if amount.isascii() and amount.isdecimal() and int(amount) > 0:
            told = transfer_notice(request.form["account"], int(amount), request.form["purpose"])
            said = "Đã chuyển tiền." if _posted(app_url, told) else "Đã chuyển, xã chưa nhận báo."
        return render_template_string(_BANK, said=said)


def transfer_notice(account: str, amount: int, purpose: str) -> dict[str, Any]:
    """What payOS would tell, signed."""
    data = {
        "accountNumber": account,
        "amount": amount,
        "code": "00",
        "currency": "VND",
        "desc": "Thành công",
        "description": purpose,
        "orderCode": 7,
        "paymentLinkId": "sandbox",
        "reference": f"FT{time.time_ns()}",
        "transactionDateTime": clock.local(datetime.now(UTC)).strftime("%Y-%m-%d %H:%M:%S"),
    }
    signature = payos.signature(SANDBOX_PAYOS_KEY, data)
    return {"code": "00", "desc": "success", "success": True, "data": data, "signature": signature}


def _posted(app_url: str, told: dict[str, Any]) -> bool:
    call = urllib.request.Request(  # noqa: S310 # The operator names the application's address.
        f"{app_url}/api/payments/payos/notice",
        data=json.dumps(told).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(call, timeout=_SECONDS) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False


def _behaviour(app: Flask, notices: Notices) -> None:
    @app.get("/behaviour")
    def shown() -> Response:
        return jsonify({**asdict(notices.behaviour), "answers": notices.answers})

    @app.put("/behaviour")
    def changed() -> Response:
        """`{"lost": 1, "repeats": 2, …}`; what is not named is as usual."""
        given = request.get_json()
        known = {each.name for each in fields(Behaviour)}
        if not isinstance(given, dict) or not set(given) <= known:
            abort(400)
        notices.behaviour = Behaviour(**given)
        return jsonify(asdict(notices.behaviour))


def serve(
    host: str, port: int, app_url: str, behaviour: Behaviour, listening: int | None = None
) -> None:
    """Serve until stopped; on this machine only.

    `listening` is a socket that whoever started this process has opened for it; then it stops with
    that process, when the pipe between them closes.
    """
    from werkzeug.serving import make_server

    if listening is not None:
        with socket.socket(fileno=os.dup(listening)) as opened:
            port = opened.getsockname()[1]
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, and it tells us.
        threading.Thread(target=_end_with_the_starter, daemon=True).start()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    app = create_gateway(f"http://{host}:{port}", app_url, behaviour)
    server = make_server(host, port, app, threaded=True, fd=listening)
    try:
        server.serve_forever()
    finally:
        server.server_close()


def _end_with_the_starter() -> None:
    """Its end of our standard input closes however it ends; nothing here needs tidying."""
    while os.read(0, 1024):
        pass
    os._exit(0)
