"""What messages say in Vietnamese. Pure data.

A sentence that lacks one of its facts is left out. Sentences are short, name who speaks, and never
ask for money or codes: whoever gets used to such messages believes the next forged one.
"""

from __future__ import annotations

from collections.abc import Mapping

from backend.notifications.policy import Kind
from backend.notifications.templates_shape import Template

_WHAT = "{procedure}, số phiếu {slip}."
_WHAT_CODE = ("{procedure}, mã {code}, số phiếu {slip}.", _WHAT, "{procedure}, mã {code}.")
_DESK = ("{desk} {commune}, lúc {at}.", "{Commune}, lúc {at}.", "{Commune}.")
_OFFICER = ("Cán bộ {officer}, {desk} {commune}, lúc {at}.", *_DESK)

TEMPLATES: Mapping[Kind, Template] = {
    Kind.RECEIVED: Template(
        "Xã đã nhận hồ sơ",
        (_WHAT, "Nơi nhận: {desk} {commune}, lúc {at}.", "Xã trả lời trước {answer_due}."),
        "Chờ xã trả lời.",
        sms="đã nhận hồ sơ, xã trả lời trước {answer_due}.",
    ),
    Kind.ACCEPTED: Template(
        "Hồ sơ được tiếp nhận",
        (_WHAT_CODE, _OFFICER, "Hẹn trả kết quả {due}."),
        "Chờ kết quả theo ngày hẹn.",
        sms="được tiếp nhận, hẹn trả kết quả {due}.",
    ),
    Kind.SUPPLEMENT_ASKED: Template(
        "Hồ sơ cần thêm giấy",
        (_WHAT, "Cần: {items}.", _OFFICER, "Hạn gửi {due}."),
        "Chụp giấy rồi gửi trước hạn.",
        sms="cần thêm giấy, hạn gửi {due}.",
    ),
    Kind.SUPPLEMENT_RECEIVED: Template(
        "Xã đã nhận giấy bổ sung",
        (_WHAT, _DESK, "Xã trả lời trước {answer_due}.", "Hẹn trả kết quả {due}."),
        "Chờ xã xem giấy.",
        sms="đã nhận giấy bổ sung.",
    ),
    Kind.FEE_DUE: Template(
        "Hồ sơ đang chờ lệ phí",
        (_WHAT, _OFFICER, "Xã không hỏi tiền qua tin nhắn."),
        "Xem trong ứng dụng, hoặc gọi số in trên phiếu.",
        sms="có một việc cần làm để hồ sơ đi tiếp.",
    ),
    Kind.FEE_RECEIVED: Template(
        "Xã đã ghi nhận lệ phí",
        (_WHAT, _DESK, "Hẹn trả kết quả {due}."),
        "Không cần làm gì thêm.",
        sms="đã đủ điều kiện để đi tiếp.",
    ),
    Kind.REFUNDED: Template(
        "Lệ phí đã được hoàn lại",
        (_WHAT, _DESK),
        "Xem trong ứng dụng, hoặc gọi số in trên phiếu.",
        sms="có tin mới từ xã.",
    ),
    Kind.LATE: Template(
        "Xã xin lỗi vì trả chậm",
        (_WHAT_CODE, "Lý do: {reason}", _OFFICER, "Hẹn trả kết quả {due}."),
        "Chờ kết quả theo ngày mới.",
        sms="bị chậm, xã xin lỗi và hẹn trả {due}.",
    ),
    Kind.READY: Template(
        "Đã có kết quả",
        (_WHAT_CODE, _OFFICER, "Nhận tại {where}.", "Giờ mở: {hours}.", "Mang theo: {bring}"),
        "Đến nhận, hoặc mở xem trong ứng dụng.",
        sms="đã có kết quả, mời đến nhận.",
    ),
    Kind.CORRECTED: Template(
        "Xã đang sửa lại kết quả",
        (_WHAT_CODE, "Lý do: {reason}", _OFFICER, "Hẹn trả kết quả {due}."),
        "Chờ kết quả mới.",
        sms="đang được sửa kết quả, chờ xã báo.",
    ),
    Kind.RETURNED: Template(
        "Kết quả đã giao",
        (_WHAT_CODE, _OFFICER),
        "Gọi xã ngay nếu bạn chưa nhận.",
        sms="đã giao kết quả.",
    ),
    Kind.REFUSED: Template(
        "Hồ sơ không được tiếp nhận",
        (_WHAT, "Lý do: {reason}", _OFFICER),
        "Đọc lý do, gọi xã nếu chưa rõ.",
        sms="không được tiếp nhận, hỏi xã lý do.",
    ),
    Kind.STOPPED: Template(
        "Xã dừng giải quyết hồ sơ",
        (_WHAT_CODE, "Lý do: {reason}", _OFFICER),
        "Đọc lý do, gọi xã nếu chưa rõ.",
        sms="đã dừng giải quyết, hỏi xã lý do.",
    ),
    Kind.RESUMED: Template(
        "Xã giải quyết tiếp hồ sơ",
        (_WHAT_CODE, _OFFICER, "Hẹn trả kết quả {due}."),
        "Chờ kết quả theo ngày hẹn.",
        sms="được giải quyết tiếp, hẹn trả {due}.",
    ),
    Kind.WITHDRAWN: Template(
        "Hồ sơ đã rút",
        (_WHAT, _DESK),
        "Gọi xã nếu bạn không rút hồ sơ.",
        sms="đã rút theo yêu cầu.",
    ),
    Kind.VERIFIED: Template(
        "Xã đã xác nhận người gửi",
        (_WHAT, _DESK),
        "Chờ xã trả lời.",
        sms="đã được xác nhận người gửi.",
    ),
    Kind.SUPPLEMENT_CLOSING: Template(
        "Sắp hết hạn gửi giấy",
        (_WHAT, "Cần: {items}.", "Còn {days} ngày làm việc, hạn {due}.", "{desk} {commune}."),
        "Chụp giấy rồi gửi trước hạn.",
        sms="còn {days} ngày để gửi thêm giấy, hạn {due}.",
    ),
    Kind.BIRTH_CLOSING: Template(
        "Nhớ khai sinh cho bé",
        (
            "Khai sinh trước {due}, trong {days} ngày sau sinh.",
            "Nơi làm: {desk} {commune}.",
            "Số phiếu {slip}.",
        ),
        "Gửi hồ sơ khai sinh trước hạn.",
        sms="nhớ khai sinh cho bé trước {due}.",
    ),
    Kind.RESULT_WAITING: Template(
        "Kết quả đang chờ bạn",
        (
            _WHAT_CODE,
            "Xong từ {done}.",
            "Nhận tại {where}.",
            "Giờ mở: {hours}.",
            "{desk} {commune}.",
        ),
        "Đến nhận, hoặc nhờ người nhận thay.",
        sms="có kết quả từ {done}, mời đến nhận.",
    ),
    Kind.ANNOUNCEMENT: Template("{Commune} báo tin", ("{text}",), "Hỏi xã nếu chưa rõ."),
    Kind.ALERT: Template("{Commune} báo tin gấp", ("{text}",), "Hỏi xã nếu chưa rõ."),
    Kind.DESK_NEW: Template(
        "Có hồ sơ mới",
        ("{procedure}, số phiếu {slip}.", "Đến lúc {at}.", "Trả lời trước {answer_due}."),
        "Mở hồ sơ để xem.",
    ),
    Kind.DESK_ANSWER_DUE: Template(
        "Sắp hết giờ trả lời hồ sơ",
        ("{procedure}, số phiếu {slip}.", "Trả lời trước {answer_due}."),
        "Tiếp nhận, hoặc yêu cầu bổ sung.",
    ),
    Kind.DESK_DUE_TOMORROW: Template(
        "Hồ sơ sắp đến hạn trả kết quả",
        ("{procedure}, mã {reference}.", "Hẹn trả kết quả {due}."),
        "Xong hồ sơ, hoặc xin lỗi và hẹn lại.",
    ),
    Kind.DESK_APOLOGY_DUE: Template(
        "Sắp hết hạn xin lỗi nếu chậm",
        ("{procedure}, mã {reference}.", "Hẹn trả kết quả {due}."),
        "Nếu chậm, xin lỗi trước ngày hẹn ít nhất một ngày.",
    ),
}

A_COMMUNE = "xã"
"""Where a message no longer says which."""

DISCREET = Template(
    "Tin mới từ {commune}", ("Số phiếu {slip}.", "{desk} {commune}."), "Mở ứng dụng để xem."
)
"""For a phone that several people look at: neither name, procedure nor outcome."""

IN_APP = "xem trong ứng dụng"
CALL = "gọi số in trên phiếu"
"""Ends every message about a slip: whoever doubts it calls the number that they hold on paper."""
TAIL = "Gọi số in trên phiếu."
HEAD_SLIP = "{Commune}: phiếu {slip}"
HEAD = "{Commune}:"
HELPER_SAYS = "Nhờ {name} gọi số của xã."
RELATIVE_SMS = "nhờ nhắn {name} gọi cho xã."

LOUDSPEAKER = "Thông báo của {commune}. {text} Xin nhắc lại. {text}"
LOUDSPEAKER_CALL = "Ai chưa rõ, xin gọi xã theo số {tel}."

TIME = "{hour} giờ {minute} ngày {day}/{month}"
DAY = "ngày {day}/{month}/{year}"
SHORT_DAY = "{day}/{month}"
