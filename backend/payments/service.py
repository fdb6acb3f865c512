"""Payments: what a dossier costs and what became of the money, for the application and the desk.

- Hooks into dossiers: `on_submission` (the quote), `on_event` (charging, annulling, the officer's
  "đã thu tiền"), `pay_intent` (the command of a phone's outbox), `before_hand_over` (the guard).
- Providers: `ipn`, `returned`, `transfer_notice`; `follow_up` tells the dossier afterwards.
- The desk: cash, sums, transfers nobody could match, refunds, statements, the day.
- The administrator: the commune's fee table and account.
- Jobs: `reconcile`.
"""

from __future__ import annotations

from backend.payments.at_desk import only_officers, review, set_fee, take_cash
from backend.payments.confirming import note_e_receipt
from backend.payments.confirming import pdf as confirmation_pdf
from backend.payments.deciding import decide as decide_line
from backend.payments.deciding import waiting as waiting_lines
from backend.payments.events import on_event
from backend.payments.exports import as_csv, as_xlsx
from backend.payments.holding import before_hand_over
from backend.payments.importing import kept as kept_file
from backend.payments.importing import preview as preview_statement
from backend.payments.importing import take_over as import_statement
from backend.payments.intents import pay_intent, payers_own
from backend.payments.local_fees import add as add_local_fee
from backend.payments.local_fees import (
    all_rates_of_today,
    payee,
    rates_of_today,
    set_payee,
    still_open,
)
from backend.payments.local_fees import end as end_local_fee
from backend.payments.local_fees import rows as local_fee_rows
from backend.payments.local_fees import table as fee_table
from backend.payments.notices import ipn, returned, transfer_notice
from backend.payments.quoting import on_submission
from backend.payments.reconciliation import close_day, day
from backend.payments.reconciliation import run as reconcile
from backend.payments.refund_desk import act_on_refund, open_refunds
from backend.payments.settling import follow_up, has_news
from backend.payments.showing import for_citizen, for_desk, on_slip, tried

__all__ = [
    "act_on_refund",
    "add_local_fee",
    "all_rates_of_today",
    "as_csv",
    "as_xlsx",
    "before_hand_over",
    "close_day",
    "confirmation_pdf",
    "day",
    "decide_line",
    "end_local_fee",
    "fee_table",
    "follow_up",
    "for_citizen",
    "for_desk",
    "has_news",
    "import_statement",
    "ipn",
    "kept_file",
    "local_fee_rows",
    "note_e_receipt",
    "on_event",
    "on_slip",
    "on_submission",
    "only_officers",
    "open_refunds",
    "pay_intent",
    "payee",
    "payers_own",
    "preview_statement",
    "rates_of_today",
    "reconcile",
    "returned",
    "review",
    "set_fee",
    "set_payee",
    "still_open",
    "take_cash",
    "transfer_notice",
    "tried",
    "waiting_lines",
]
