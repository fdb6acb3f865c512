"""Letters that an agency gives to people: plain data in, the bytes of a PDF out.

The five forms of circular TT 03/2025/TT-VPCP, and the procedure's own form made from the answers.
Nothing is kept here: `dossiers` decides when a letter is due and where it stays. The same data
give the same bytes, so a letter may be made again instead of being stored.
"""

from __future__ import annotations

from backend.letters.data import (
    AcceptanceSlip,
    Apology,
    FormRow,
    FormSection,
    FormTable,
    MadeForm,
    Office,
    OfSet,
    PaperLine,
    Party,
    PaymentConfirmation,
    Refusal,
    Signer,
    StopNotice,
    SupplementItem,
    SupplementRequest,
)
from backend.letters.poster_data import Posters, PosterSheet, QrCode
from backend.letters.typesetting import typeset

__all__ = [
    "AcceptanceSlip",
    "Apology",
    "FormRow",
    "FormSection",
    "FormTable",
    "MadeForm",
    "OfSet",
    "Office",
    "PaperLine",
    "Party",
    "PaymentConfirmation",
    "PosterSheet",
    "Posters",
    "QrCode",
    "Refusal",
    "Signer",
    "StopNotice",
    "SupplementItem",
    "SupplementRequest",
    "acceptance_slip",
    "apology",
    "made_form",
    "payment_confirmation",
    "posters",
    "refusal",
    "stop_notice",
    "supplement_request",
]


def acceptance_slip(letter: AcceptanceSlip) -> bytes:
    """Mẫu 01: giấy tiếp nhận hồ sơ và hẹn trả kết quả, with a QR code of the dossier's code."""
    return typeset("acceptance_slip", letter, qr=letter.code)


def supplement_request(letter: SupplementRequest) -> bytes:
    """Mẫu 02: phiếu yêu cầu bổ sung, hoàn thiện hồ sơ."""
    return typeset("supplement_request", letter)


def refusal(letter: Refusal) -> bytes:
    """Mẫu 03: phiếu từ chối tiếp nhận giải quyết hồ sơ."""
    return typeset("refusal", letter)


def apology(letter: Apology) -> bytes:
    """Mẫu 04: văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết."""
    return typeset("apology", letter)


def stop_notice(letter: StopNotice) -> bytes:
    """Mẫu 05: thông báo dừng giải quyết hồ sơ."""
    return typeset("stop_notice", letter)


def payment_confirmation(letter: PaymentConfirmation) -> bytes:
    """Phiếu xác nhận thanh toán, with a QR code of its number."""
    return typeset("payment_confirmation", letter, qr=letter.number)


def made_form(letter: MadeForm) -> bytes:
    """The procedure's own form, to be signed: in the state's wording, or as a plain table."""
    return typeset("made_form", letter)


def posters(pages: Posters) -> bytes:
    """Pages to print and hang up, one a sheet; codes lead to public addresses only."""
    return typeset("posters", pages)
