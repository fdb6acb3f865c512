"""Numbered confirmations of payments (phiếu xác nhận thanh toán) and their PDF.

They are no official receipts (biên lai điện tử, NĐ 254/2026/NĐ-CP): those the collecting agency
issues, and an officer notes their number here.
"""

from __future__ import annotations

import uuid

from backend.accounts import service as accounts
from backend.core import clock, money
from backend.core.problems import Problem
from backend.core.transaction import end_reading
from backend.dossiers import service as dossiers
from backend.dossiers.service import Dossier
from backend.extensions import db
from backend.letters import service as letters
from backend.payments import queries
from backend.payments.models import Confirmation, LedgerEntry
from backend.places import service as places

WAYS = {"vnpay": "VNPay", "vietqr": "Chuyển khoản (VietQR)", "desk": "Tiền mặt tại bộ phận một cửa"}


def confirm_payments(dossier_id: uuid.UUID, agency_code: str) -> None:
    """Give every payment that has none its number, in the order in which they came."""
    for entry in queries.unconfirmed(dossier_id):
        year = clock.local(entry.at).year
        db.session.add(
            Confirmation(
                entry_id=entry.id,
                dossier_id=dossier_id,
                agency_code=agency_code,
                year=year,
                number=queries.next_confirmation_number(agency_code, year),
                issued_at=clock.now(),
            )
        )
    db.session.flush()


def reference(confirmation: Confirmation) -> str:
    """As it is printed and said: `H56.126/2026/000012`."""
    return f"{confirmation.agency_code}/{confirmation.year}/{confirmation.number:06d}"


def found(dossier_id: uuid.UUID, year: int, number: int) -> tuple[Confirmation, LedgerEntry]:
    """A confirmation of this dossier; `not_found` for any other."""
    for confirmation, entry in queries.confirmations(dossier_id):
        if (confirmation.year, confirmation.number) == (year, number):
            return confirmation, entry
    raise Problem("not_found")


def note_e_receipt(dossier_id: uuid.UUID, year: int, number: int, e_receipt: str) -> None:
    """The official electronic receipt's number, as the agency's own system gave it."""
    confirmation, _ = found(dossier_id, year, number)
    confirmation.e_receipt = e_receipt
    db.session.flush()


def pdf(dossier: Dossier, year: int, number: int) -> bytes:
    """The confirmation as PDF; gives the connection back before it is set."""
    confirmation, entry = found(dossier.id, year, number)
    agency = places.agency(dossier.agency_code)
    commune = places.commune(agency.commune_code)
    by = accounts.names([entry.actor_id]).get(entry.actor_id, "") if entry.actor_id else ""
    letter = letters.PaymentConfirmation(
        office=letters.Office(
            name=agency.name,
            place=commune.name if commune else "",
            desk_name=agency.desk_name,
            address=agency.address,
            phone=agency.phone,
        ),
        payer=dossier.owner_name,
        number=reference(confirmation),
        procedure=dossier.procedure_name,
        code=dossier.code or dossiers.summary(dossier)["slip"] or "",
        amount=money.shown(entry.amount),
        words=money.in_words(entry.amount).capitalize(),
        way=WAYS[entry.provider or "desk"],
        paid_at=entry.at,
        officer=by,
        issued_at=confirmation.issued_at,
        e_receipt=confirmation.e_receipt or "",
    )
    end_reading()
    return letters.payment_confirmation(letter)
