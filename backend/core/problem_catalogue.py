"""The one catalogue of public errors.

Each entry: code, HTTP status, the sentence a person reads (Vietnamese, English). A sentence begins
with what is safe and ends with what to do. A code is never reused for another meaning; a retired
code stays in `RETIRED`.
"""

from __future__ import annotations

from typing import NamedTuple


class ProblemType(NamedTuple):
    """Status (RFC 9110), and the sentence in both languages."""

    status: int
    vi: str
    en: str


RETIRED: frozenset[str] = frozenset()

CATALOGUE: dict[str, ProblemType] = {
    # --- core: the request itself -------------------------------------------------------------
    "malformed": ProblemType(
        400,
        "Chưa có gì thay đổi. Yêu cầu không đọc được, hãy cập nhật ứng dụng rồi gửi lại.",
        "Nothing was changed. The request cannot be read; update the app and send it again.",
    ),
    "invalid": ProblemType(
        422,
        "Những gì đã nhập vẫn còn. Hãy sửa các mục được đánh dấu.",
        "What you entered is kept. Correct the marked items.",
    ),
    "too_large": ProblemType(
        413,
        "Những gì đã nhập vẫn còn. Phần gửi lên quá lớn, hãy bớt ảnh hoặc chụp lại.",
        "What you entered is kept. This is too large; use fewer or smaller pictures.",
    ),
    "unsupported_media_type": ProblemType(
        415,
        "Ảnh gốc vẫn còn. Loại tệp này không dùng được, hãy chọn ảnh hoặc PDF.",
        "Your original is kept. This kind of file cannot be used; choose a picture or a PDF.",
    ),
    "not_found": ProblemType(
        404,
        "Không tìm thấy. Hãy kiểm tra lại, hoặc về trang đầu.",
        "Not found. Check the address, or go to the first page.",
    ),
    "method_not_allowed": ProblemType(
        405,
        "Chưa có gì thay đổi. Thao tác này không dùng được ở đây.",
        "Nothing was changed. This cannot be done here.",
    ),
    "not_acceptable": ProblemType(
        406,
        "Chưa có gì thay đổi. Ứng dụng xin một dạng dữ liệu không có.",
        "Nothing was changed. The app asked for a format that does not exist.",
    ),
    "sign_in_required": ProblemType(
        401,
        "Những gì đã nhập vẫn còn trên máy. Hãy đăng nhập để tiếp tục.",
        "What you entered is kept on this phone. Sign in to go on.",
    ),
    "forbidden": ProblemType(
        403,
        "Chưa có gì thay đổi. Tài khoản này không được làm việc này.",
        "Nothing was changed. This account may not do this.",
    ),
    "cross_site": ProblemType(
        403,
        "Chưa có gì thay đổi. Yêu cầu đến từ một trang khác nên đã bị chặn.",
        "Nothing was changed. The request came from another site and was stopped.",
    ),
    "too_many_requests": ProblemType(
        429,
        "Những gì đã nhập vẫn còn. Hãy chờ một lúc rồi thử lại.",
        "What you entered is kept. Wait a while, then try again.",
    ),
    "stale": ProblemType(
        412,
        "Chưa ghi gì đè lên. Người khác vừa thay đổi, hãy tải lại rồi làm tiếp.",
        "Nothing was overwritten. Somebody else changed this; reload, then go on.",
    ),
    "precondition_required": ProblemType(
        428,
        "Chưa có gì thay đổi. Hãy tải lại trang rồi làm tiếp.",
        "Nothing was changed. Reload the page, then go on.",
    ),
    "internal": ProblemType(
        500,
        "Những gì đã nhập vẫn còn trên máy. Hệ thống đang có lỗi, máy sẽ tự gửi lại.",
        "What you entered is kept on this phone. The system has a fault; it will be sent again.",
    ),
    "unavailable": ProblemType(
        503,
        "Những gì đã nhập vẫn còn trên máy. Hệ thống tạm nghỉ, máy sẽ tự gửi lại.",
        "What you entered is kept on this phone. The system is resting; it will be sent again.",
    ),
    # --- places --------------------------------------------------------------------------------
    "agency_unknown": ProblemType(
        422,
        "Những gì đã nhập vẫn còn. Không tìm thấy nơi nhận hồ sơ, hãy chọn lại.",
        "What you entered is kept. The receiving office is unknown; choose it again.",
    ),
    "calendar_impossible": ProblemType(
        422,
        "Lịch cũ vẫn giữ nguyên. Giờ bị trùng hoặc tuần không có ngày làm việc. Hãy sửa lại.",
        "The old calendar is kept. Hours overlap, or the week has no working day; correct it.",
    ),
    # --- accounts ------------------------------------------------------------------------------
    # --- catalogue -----------------------------------------------------------------------------
    # --- uploads -------------------------------------------------------------------------------
    # --- letters -------------------------------------------------------------------------------
    # --- dossiers ------------------------------------------------------------------------------
    # --- desk ----------------------------------------------------------------------------------
}
