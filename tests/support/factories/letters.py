"""Letters about invented people, ready to be changed with `dataclasses.replace`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from backend.letters import service as letters

OFFICE = letters.Office(
    name="Trung tâm Phục vụ hành chính công xã Luận Thành",
    parent="Ủy ban nhân dân xã Luận Thành",
    place="Luận Thành",
    desk_name="Bộ phận tiếp nhận và trả kết quả",
    address="Thôn Mẫu, xã Luận Thành, tỉnh Thanh Hóa",
    phone="0237 000 0000",
)
PERSON = letters.Party(
    full_name="Lò Thị Mẫu",
    id_number="038199000001",
    address="Bản Chiềng, xã Luận Thành, tỉnh Thanh Hóa",
    phone="0912 000 001",
)
CODE = "H56.126-261120-0001"
PROCEDURE = "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh"
RECEIVED = datetime(2026, 11, 20, 2, 5, tzinfo=UTC)
DUE = datetime(2026, 11, 26, 10, 30, tzinfo=UTC)


def acceptance_slip() -> letters.AcceptanceSlip:
    """Two papers, a fee not yet paid, a date."""
    return letters.AcceptanceSlip(
        office=OFFICE,
        person=PERSON,
        code=CODE,
        procedure=PROCEDURE,
        papers=(
            letters.PaperLine("Tờ khai cấp bản sao trích lục hộ tịch", "bản điện tử"),
            letters.PaperLine("Giấy tờ chứng minh nhân thân", "bản chính", 2),
        ),
        term="03 ngày làm việc",
        received_at=RECEIVED,
        due_at=DUE,
        result_place="Bộ phận tiếp nhận và trả kết quả",
        officer="Hà Văn Ví Dụ",
        issued_at=RECEIVED,
        submitter="Lò Thị Mẫu",
        fee="16.000 đồng",
        fee_paid=False,
    )


def supplement_request() -> letters.SupplementRequest:
    """Two papers asked for."""
    return letters.SupplementRequest(
        office=OFFICE,
        person=PERSON,
        code=CODE,
        procedure=PROCEDURE,
        items=(
            letters.SupplementItem("Giấy chứng sinh", "Ảnh bị mờ, không đọc được tên mẹ", 1),
            letters.SupplementItem("Giấy ủy quyền", "Chưa có chứng thực", certified=1),
        ),
        reason="Hồ sơ chưa đủ giấy tờ theo quy định",
        officer="Hà Văn Ví Dụ",
        issued_at=RECEIVED,
        due_at=datetime(2026, 12, 15, 10, 30, tzinfo=UTC),
        officer_phone="0237 000 0001",
        number="12",
    )


def refusal() -> letters.Refusal:
    """Refused for want of competence."""
    return letters.Refusal(
        office=OFFICE,
        person=PERSON,
        code=CODE,
        procedure=PROCEDURE,
        reason="Việc này thuộc thẩm quyền của cơ quan khác. Hãy nộp tại công an xã.",
        officer="Hà Văn Ví Dụ",
        issued_at=RECEIVED,
        submitter="Lò Thị Mẫu",
        number="3",
    )


def apology() -> letters.Apology:
    """A new date, one day before the old one."""
    return letters.Apology(
        office=OFFICE,
        person=PERSON,
        code=CODE,
        procedure=PROCEDURE,
        received_at=RECEIVED,
        first_due_at=DUE,
        new_due_at=datetime(2026, 12, 1, 10, 30, tzinfo=UTC),
        reason="Xã khác chưa trả lời xác minh",
        signer_title="Giám đốc",
        signer="Lường Thị Thử",
        issued_at=datetime(2026, 11, 25, 3, 0, tzinfo=UTC),
        field_name="Hộ tịch",
        number="1",
    )


def stop_notice() -> letters.StopNotice:
    """Withdrawn by its owner."""
    return letters.StopNotice(
        office=OFFICE,
        person=PERSON,
        code=CODE,
        procedure=PROCEDURE,
        received_at=RECEIVED,
        stopped_at=datetime(2026, 11, 23, 3, 0, tzinfo=UTC),
        stage="Đang xử lý, chưa có quyết định",
        reason="Người nộp không còn nhu cầu",
        effect="Hồ sơ kết thúc. Ông/Bà có thể nộp hồ sơ mới.",
        signer_title="Giám đốc",
        signer="Lường Thị Thử",
        issued_at=datetime(2026, 11, 23, 3, 0, tzinfo=UTC),
        asked_by="Lò Thị Mẫu",
        asked_at=datetime(2026, 11, 23, 2, 0, tzinfo=UTC),
        returned="01 Giấy chứng sinh (bản chính)",
        number="2",
    )


def payment_confirmation() -> letters.PaymentConfirmation:
    """Cash at the desk, its official receipt not yet issued."""
    return letters.PaymentConfirmation(
        office=OFFICE,
        payer="Lò Thị Mẫu",
        number="H56.126/2026/000012",
        procedure=PROCEDURE,
        code=CODE,
        amount="16.000 đồng",
        words="Mười sáu nghìn đồng",
        way="Tiền mặt tại bộ phận một cửa",
        paid_at=RECEIVED,
        issued_at=RECEIVED,
        officer="Lường Thị Thử",
    )


def made_form() -> letters.MadeForm:
    """A form with an answer, a gap and a table."""
    return letters.MadeForm(
        title="Tờ khai cấp bản sao trích lục hộ tịch",
        addressee="Ủy ban nhân dân xã Luận Thành",
        sections=(
            letters.FormSection(
                "Người yêu cầu",
                (
                    letters.FormRow("Họ, chữ đệm, tên người yêu cầu", "Lò Thị Mẫu"),
                    letters.FormRow("Nơi cư trú", "Bản Chiềng, xã Luận Thành, tỉnh Thanh Hóa"),
                    letters.FormRow("Giấy tờ tùy thân", None),
                ),
            ),
            letters.FormSection(
                "Bản sao cần cấp",
                (
                    letters.FormRow("Số lượng bản sao", "2"),
                    letters.FormTable(
                        "Thành viên trong hộ",
                        ("Họ và tên", "Năm sinh", "Quan hệ"),
                        (("Giàng A Thử", "1990", "Chồng"), ("Giàng Thị Ví Dụ", None, "Con")),
                    ),
                ),
            ),
        ),
        made_at=RECEIVED,
        place="Luận Thành",
        slip="ABC-DEF-G",
        official=True,
        source="Thông tư 04/2024/TT-BTP",
        signers=(letters.Signer("Người yêu cầu", "Lò Thị Mẫu"),),
    )


MAKERS: dict[str, tuple[Callable[[], Any], Callable[[Any], bytes]]] = {
    "01": (acceptance_slip, letters.acceptance_slip),
    "02": (supplement_request, letters.supplement_request),
    "03": (refusal, letters.refusal),
    "04": (apology, letters.apology),
    "05": (stop_notice, letters.stop_notice),
    "paid": (payment_confirmation, letters.payment_confirmation),
    "form": (made_form, letters.made_form),
}
"""Every letter by the number of its form: how its data and its PDF are made."""
