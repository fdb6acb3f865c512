"""What each letter says, as plain frozen data (circular TT 03/2025/TT-VPCP, annex I).

A dossier that was never accepted has no code: its letters name the slip number. Moments are
aware. Text is shown as it is given, never read as markup. An empty text or None leaves the dotted
line that a pen may fill.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Office:
    """The agency that writes. `place` stands before the date: “Luận Thành, ngày … tháng … năm …”.

    `parent` is the authority above the agency's name, such as “Ủy ban nhân dân xã Luận Thành”.
    """

    name: str
    place: str
    parent: str = ""
    desk_name: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """The person to whom the letter goes; what is unknown stays empty."""

    full_name: str
    id_number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper received: `kind` is “bản chính”, “bản sao” or “bản điện tử”."""

    name: str
    kind: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class OfSet:
    """A dossier sent together with others; `reference` is its code, or its slip number before."""

    reference: str
    procedure: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class AcceptanceSlip:
    """Mẫu 01, giấy tiếp nhận hồ sơ và hẹn trả kết quả.

    `term` in words (“03 ngày làm việc”); `due_at` None leaves the date to be written by hand;
    `fee_paid` None says nothing about payment; the QR code carries `code` and nothing else.
    `together` lists the dossiers of one set, this one among them; `fetch_at` is the day on which
    all of them can be fetched, None while one of them has no date that binds.
    """

    office: Office
    person: Party
    code: str
    procedure: str
    papers: Sequence[PaperLine]
    term: str
    received_at: datetime
    due_at: datetime | None
    result_place: str
    officer: str
    issued_at: datetime
    submitter: str = ""
    sets: int = 1
    fee: str = ""
    fee_paid: bool | None = None
    book: str = ""
    book_number: str = ""
    lookup: str = ""
    together: Sequence[OfSet] = ()
    fetch_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SupplementItem:
    """A paper that is missing or wrong: why, and how many copies of which kind are wanted."""

    name: str
    reason: str
    originals: int = 0
    certified: int = 0
    photocopies: int = 0


@dataclass(frozen=True, slots=True)
class SupplementRequest:
    """Mẫu 02, phiếu yêu cầu bổ sung, hoàn thiện hồ sơ. One request lists everything (rule T6)."""

    office: Office
    person: Party
    code: str
    procedure: str
    items: Sequence[SupplementItem]
    reason: str
    officer: str
    issued_at: datetime
    due_at: datetime | None = None
    officer_phone: str = ""
    slip: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Mẫu 03, phiếu từ chối tiếp nhận giải quyết hồ sơ."""

    office: Office
    person: Party
    code: str
    procedure: str
    reason: str
    officer: str
    issued_at: datetime
    officer_phone: str = ""
    submitter: str = ""
    slip: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Apology:
    """Mẫu 04, văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết; at most once (rule T10)."""

    office: Office
    person: Party
    code: str
    procedure: str
    received_at: datetime
    first_due_at: datetime
    new_due_at: datetime
    reason: str
    signer_title: str
    signer: str
    issued_at: datetime
    field_name: str = ""
    recipients: Sequence[str] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class StopNotice:
    """Mẫu 05, thông báo dừng giải quyết hồ sơ.

    `asked_by` is empty when the agency itself stops; `stage` is the dossier's state in words.
    """

    office: Office
    person: Party
    code: str
    procedure: str
    received_at: datetime
    stopped_at: datetime
    stage: str
    reason: str
    effect: str
    signer_title: str
    signer: str
    issued_at: datetime
    asked_by: str = ""
    asked_at: datetime | None = None
    returned: str = ""
    recipients: Sequence[str] = ()
    slip: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class PaymentConfirmation:
    """Phiếu xác nhận thanh toán: our own numbered confirmation, never called biên lai.

    The QR code carries `number` and nothing else; `e_receipt` is the number of the official
    electronic receipt, empty until the collecting agency has issued it.
    """

    office: Office
    payer: str
    number: str
    procedure: str
    code: str
    amount: str
    words: str
    way: str
    paid_at: datetime
    issued_at: datetime
    officer: str = ""
    e_receipt: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One question of the procedure's form; `value` None where nothing was said."""

    label: str
    value: str | None


@dataclass(frozen=True, slots=True)
class FormTable:
    """A question answered by a table; the cells of a row are in the order of `columns`."""

    label: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | None]]


@dataclass(frozen=True, slots=True)
class FormSection:
    """A part of the form under its own heading; an empty title stands over nothing."""

    title: str
    rows: Sequence[FormRow | FormTable]


@dataclass(frozen=True, slots=True)
class Signer:
    """A place to sign, or to leave a thumbprint; the name is empty where it is not known."""

    role: str = "Người yêu cầu"
    name: str = ""


@dataclass(frozen=True, slots=True)
class MadeForm:
    """The procedure's own form, made from the answers and signed at the desk.

    `official` forms have the wording and the order of the state's form, which `source` names; all
    others are a plain table of questions and answers, which says so. `addressee` follows
    “Kính gửi:”; `slip` is our own slip number; one or two people sign.
    """

    title: str
    sections: Sequence[FormSection]
    made_at: datetime
    place: str = ""
    addressee: str = ""
    slip: str = ""
    official: bool = False
    source: str = ""
    signers: Sequence[Signer] = (Signer(),)
    declaration: str = (
        "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước "
        "pháp luật về nội dung cam đoan của mình."
    )
    notes: Sequence[str] = field(default=())


Letter = (
    AcceptanceSlip
    | SupplementRequest
    | Refusal
    | Apology
    | StopNotice
    | PaymentConfirmation
    | MadeForm
)
