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
    "printing_busy": ProblemType(
        503,
        "Chưa in gì. Máy chủ đang làm bản in khác, hãy thử lại sau nửa phút.",
        "Nothing was printed. Other pages are being made; try again in half a minute.",
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
    "phone_unreadable": ProblemType(
        422,
        "Số đã nhập vẫn còn. Hãy kiểm tra lại số điện thoại di động.",
        "What you entered is kept. Check the mobile number.",
    ),
    "phone_landline": ProblemType(
        422,
        "Số đã nhập vẫn còn. Máy bàn không nhận được mã, hãy nhập số di động.",
        "What you entered is kept. A landline cannot receive a code; enter a mobile number.",
    ),
    "too_many_codes": ProblemType(
        429,
        "Những gì đã nhập vẫn còn. Đã gửi đủ mã, hãy thử lại sau.",
        "What you entered is kept. Enough codes were sent; try again later.",
    ),
    "too_many_senders": ProblemType(
        429,
        "Hồ sơ vẫn còn trên máy. Đã gửi đủ khi chưa đăng nhập, hãy đăng nhập để gửi tiếp.",
        "The dossier is kept on your device. Enough was sent without signing in; sign in to go on.",
    ),
    "unverified_share_used": ProblemType(
        401,  # Signing in is what helps, and nothing else does: the phone waits for it.
        "Hồ sơ vẫn còn trên máy. Chưa đăng nhập thì chỉ gửi được chừng này ảnh. "
        "Hãy đăng nhập để gửi tiếp.",
        "The dossier is kept on your device. Without signing in no more pictures can be sent. "
        "Sign in to go on.",
    ),
    "code_wrong": ProblemType(
        422,
        "Những gì đã nhập vẫn còn. Mã chưa đúng hoặc đã cũ, hãy xem lại tin nhắn.",
        "What you entered is kept. The code is wrong or too old; look at the message again.",
    ),
    "too_many_tries": ProblemType(
        429,
        "Những gì đã nhập vẫn còn. Đã thử nhiều lần, hãy chờ rồi thử lại.",
        "What you entered is kept. There were many tries; wait, then try again.",
    ),
    "ticket_expired": ProblemType(
        422,
        "Những gì đã nhập vẫn còn. Hãy nhập số điện thoại và lấy mã mới.",
        "What you entered is kept. Enter your number and get a new code.",
    ),
    "pin_needed": ProblemType(
        422,
        "Những gì đã nhập vẫn còn. Hãy chọn bốn hình bí mật của người này.",
        "What you entered is kept. Choose this person's four secret pictures.",
    ),
    "pin_wrong": ProblemType(
        422,
        "Những gì đã nhập vẫn còn. Bốn hình chưa đúng, hãy chọn lại hoặc đến bộ phận một cửa.",
        "What you entered is kept. The four pictures are wrong; choose again or go to the desk.",
    ),
    "pin_too_plain": ProblemType(
        422,
        "Chưa có gì thay đổi. Bốn hình giống nhau dễ bị đoán, hãy chọn hình khác.",
        "Nothing was changed. The same picture four times is easy to guess; choose others.",
    ),
    "officer_sign_in_wrong": ProblemType(
        422,
        "Chưa có gì thay đổi. Tên, mật khẩu hoặc mã chưa đúng, hãy nhập lại.",
        "Nothing was changed. Login, password or code is wrong; enter them again.",
    ),
    "id_number_of_another": ProblemType(
        409,
        "Chưa có gì thay đổi. Số định danh này mang tên khác, hãy kiểm tra lại.",
        "Nothing was changed. This ID number has another name; check it again.",
    ),
    "staff_login_needed": ProblemType(
        409,
        "Chưa có gì thay đổi. Người này cần có tài khoản cán bộ trước.",
        "Nothing was changed. This person needs a staff login first.",
    ),
    # --- catalogue -----------------------------------------------------------------------------
    "catalogue_shared": ProblemType(
        403,
        "Chưa có gì thay đổi. Danh mục này do xã khác giữ, hãy nhờ quản trị xã ấy.",
        "Nothing was changed. Another commune keeps this list; ask its administrator.",
    ),
    "edit_conflict": ProblemType(
        409,
        "Phần bạn sửa vẫn còn trên màn hình. Người khác vừa sửa cùng thủ tục, hãy so lại.",
        "Your changes are still on the screen. Somebody else edited this procedure; compare.",
    ),
    "edit_outdated": ProblemType(
        409,
        "Phần bạn sửa vẫn còn. Ngày này đã có bản khác, hãy so lại trước khi công bố.",
        "Your changes are kept. Another version holds on that day; compare before publishing.",
    ),
    "not_coming": ProblemType(
        409,
        "Chưa có gì thay đổi. Chỉ rút được bản xã công bố mà chưa tới ngày.",
        "Nothing was changed. Only a version of your own that has not begun can be withdrawn.",
    ),
    "list_unreadable": ProblemType(
        422,
        "Danh mục cũ vẫn giữ nguyên. Tệp này không đọc được, hãy xem lý do rồi chọn lại tệp.",
        "The old list is kept. This file cannot be read; see why, then choose the file again.",
    ),
    "list_has_faults": ProblemType(
        422,
        "Danh mục cũ vẫn giữ nguyên. Tệp còn lỗi, hãy sửa các hàng được nêu rồi chọn lại tệp.",
        "The old list is kept. The file has faults; correct the rows named, then choose it again.",
    ),
    "list_changed": ProblemType(
        409,
        "Danh mục cũ vẫn giữ nguyên. Kết quả đã khác lúc xem trước, hãy xem lại rồi công bố.",
        "The old list is kept. What it would do has changed; look again, then publish.",
    ),
    "procedure_unknown": ProblemType(
        404,
        "Những gì đã nhập vẫn còn. Không có thủ tục này, hãy tìm lại theo tên.",
        "What you entered is kept. There is no such procedure; search for it by name.",
    ),
    "version_unknown": ProblemType(
        404,
        "Những gì đã nhập vẫn còn. Không có phiên bản này, hãy mở lại thủ tục.",
        "What you entered is kept. There is no such version; open the procedure again.",
    ),
    # --- uploads -------------------------------------------------------------------------------
    "upload_protocol_version": ProblemType(
        412,
        "Ảnh vẫn còn trên máy. Ứng dụng đã cũ, hãy cập nhật rồi gửi lại.",
        "The picture is still on your device. The app is too old; update it and send again.",
    ),
    "upload_content_type": ProblemType(
        415,
        "Ảnh vẫn còn trên máy. Ứng dụng gửi sai cách, hãy cập nhật rồi gửi lại.",
        "The picture is still on your device. The app sends it wrongly; update it, send again.",
    ),
    "upload_offset_mismatch": ProblemType(
        409,
        "Phần đã gửi vẫn còn. Máy sẽ tự gửi tiếp từ chỗ dừng.",
        "What was sent is kept. The device goes on from where it stopped.",
    ),
    "upload_superseded": ProblemType(
        409,
        "Phần đã gửi vẫn còn. Một lần gửi mới hơn đang gửi tiếp ảnh này.",
        "What was sent is kept. A newer attempt is already sending this file.",
    ),
    "upload_incomplete": ProblemType(
        409,
        "Phần đã gửi vẫn còn. Tệp chưa gửi hết, hãy chờ gửi xong.",
        "What was sent is kept. The file has not arrived whole; wait until it has.",
    ),
    "upload_beyond_length": ProblemType(
        413,
        "Ảnh vẫn còn trên máy. Tệp dài hơn đã báo, hãy gửi lại từ đầu.",
        "The picture is still on your device. It is longer than announced; send it anew.",
    ),
    "upload_checksum_mismatch": ProblemType(
        460,
        "Ảnh vẫn còn trên máy. Một phần bị hỏng trên đường, máy sẽ gửi lại phần đó.",
        "The picture is still on your device. A part was damaged on the way; it is sent again.",
    ),
    "upload_hash_mismatch": ProblemType(
        422,
        "Ảnh vẫn còn trên máy. Ảnh đến nơi bị sai, hãy gửi lại hoặc chụp lại.",
        "The picture is still on your device. It arrived altered; send it again or retake it.",
    ),
    "upload_wrong_type": ProblemType(
        415,
        "Tệp gốc vẫn còn. Loại tệp này chưa dùng được, hãy chụp ảnh hoặc chọn PDF.",
        "Your original is kept. This kind of file cannot be used; take a picture or choose a PDF.",
    ),
    "upload_heic": ProblemType(
        415,
        "Ảnh gốc vẫn còn. Ảnh kiểu HEIC này không mở được, hãy chụp lại ở đây.",
        "Your original is kept. This HEIC picture does not open; take it again here.",
    ),
    "upload_unreadable": ProblemType(
        422,
        "Tệp gốc vẫn còn. Ảnh bị hỏng không mở được, hãy chụp lại.",
        "Your original is kept. The file is damaged and does not open; take it again.",
    ),
    "upload_locked_pdf": ProblemType(
        422,
        "Tệp gốc vẫn còn. Tệp PDF có mật khẩu, hãy bỏ mật khẩu rồi gửi lại.",
        "Your original is kept. The PDF has a password; remove it and send again.",
    ),
    "upload_too_many_pixels": ProblemType(
        422,
        "Tệp gốc vẫn còn. Ảnh quá lớn, hãy chụp lại ở cỡ nhỏ hơn.",
        "Your original is kept. The picture is too large; take a smaller one.",
    ),
    "upload_too_many_pages": ProblemType(
        422,
        "Tệp gốc vẫn còn. Tệp có quá nhiều trang, hãy tách thành nhiều tệp.",
        "Your original is kept. The file has too many pages; split it into several files.",
    ),
    "upload_too_heavy": ProblemType(
        422,
        "Tệp gốc vẫn còn. Hệ thống không mở nổi tệp này, hãy chụp lại từng trang.",
        "Your original is kept. The system cannot open this file; take each page again.",
    ),
    "paper_too_long": ProblemType(
        422,
        "Giấy tờ vẫn còn đủ. Giấy này nhiều trang quá, hãy xem từng trang.",
        "Every page is kept. This paper is too long for one file; look at its pages one by one.",
    ),
    "upload_expired": ProblemType(
        410,
        "Ảnh vẫn còn trên máy. Lần gửi này đã quá hạn, hãy gửi lại từ đầu.",
        "The picture is still on your device. This attempt has expired; send it anew.",
    ),
    "upload_too_many": ProblemType(
        429,
        "Ảnh vẫn còn trên máy. Nhiều tệp đang gửi dở, hãy chờ gửi xong.",
        "The pictures are still on your device. Many are half sent; let those finish first.",
    ),
    "storage_full": ProblemType(
        507,
        "Ảnh vẫn còn trên máy. Hệ thống tạm hết chỗ, máy sẽ tự gửi lại.",
        "The picture is still on your device. The system has no room now; it is sent again.",
    ),
    # --- letters -------------------------------------------------------------------------------
    # --- dossiers ------------------------------------------------------------------------------
    "already_accepted": ProblemType(
        409,
        "Hồ sơ đã tới xã. Xã đã mở hồ sơ nên không đổi được, hãy chờ xã báo.",
        "The dossier is at the commune and was opened there, so it cannot be replaced. "
        "Wait for its answer.",
    ),
    "superseded": ProblemType(
        409,
        "Bản mới hơn đã tới xã. Không cần gửi lại bản cũ này.",
        "A newer version has reached the commune. This older one need not be sent.",
    ),
    "revision_conflict": ProblemType(
        409,
        "Bản đã gửi vẫn còn ở xã. Hãy mở hồ sơ và gửi lại thành bản mới.",
        "What was sent is kept. Open the dossier and send it again as a new version.",
    ),
    "taken_back": ProblemType(
        410,
        "Hồ sơ vẫn còn trên máy. Hồ sơ đã được rút, hãy mở ra và gửi lại nếu còn cần.",
        "The dossier is kept on your device. It was withdrawn; open it and send it again if you "
        "still need it.",
    ),
    "id_taken": ProblemType(
        409,
        "Hồ sơ vẫn còn trên máy. Máy sẽ lấy số khác và gửi lại.",
        "The dossier is kept on your device. It takes another id and is sent again.",
    ),
    "payload_unknown": ProblemType(
        400,
        "Hồ sơ vẫn còn trên máy. Hệ thống chưa đọc được bản này, hãy cập nhật ứng dụng.",
        "The dossier is kept on your device. The system cannot read this version; update the app.",
    ),
    "supplement_closed": ProblemType(
        409,
        "Giấy tờ vẫn còn trên máy. Đã hết hạn bổ sung, hãy gọi cho xã.",
        "Your papers are kept on your device. The time is over; call the commune.",
    ),
    "command_conflict": ProblemType(
        409,
        "Việc trước đã được ghi. Hãy tải lại rồi làm lại việc này.",
        "The earlier action is recorded. Reload, then do this one again.",
    ),
    "transition_not_allowed": ProblemType(
        409,
        "Chưa có gì thay đổi. Hồ sơ đang ở bước khác, hãy tải lại.",
        "Nothing was changed. The dossier is at another step; reload.",
    ),
    "decision_made": ProblemType(
        409,
        "Chưa có gì thay đổi. Hồ sơ đã có kết quả nên không rút được.",
        "Nothing was changed. There is a result already, so it cannot be withdrawn.",
    ),
    "pages_not_reviewed": ProblemType(
        409,
        "Chưa gửi gì cho người dân. Hãy xem hết các trang rồi mới yêu cầu.",
        "Nothing was sent to the citizen. Look at every page first, then ask once.",
    ),
    "code_taken": ProblemType(
        409,
        "Chưa có gì thay đổi. Mã này đã dùng cho hồ sơ khác, hãy xem lại mã.",
        "Nothing was changed. Another dossier has this code; check it.",
    ),
    # --- payments ------------------------------------------------------------------------------
    "fee_higher": ProblemType(
        409,
        "Hồ sơ vẫn còn trên máy, chưa thu tiền. Lệ phí đã cao hơn, hãy xem số mới rồi gửi lại.",
        "The dossier is kept on your device and nothing was charged. The fee is higher now; look "
        "at the new sum, then send again.",
    ),
    "fee_changed": ProblemType(
        409,
        "Chưa trừ tiền nào. Số tiền phải trả đã đổi, hãy xem số mới rồi chọn lại.",
        "No money was taken. The sum to pay has changed; look at the new one and choose again.",
    ),
    "fee_unknown": ProblemType(
        409,
        "Chưa trừ tiền nào. Xã chưa báo số tiền của hồ sơ này, hãy chờ xã báo.",
        "No money was taken. The commune has not said what this costs; wait for its word.",
    ),
    "fee_unpaid": ProblemType(
        409,
        "Chưa trả kết quả. Chưa thu lệ phí: hãy thu, hoặc ghi lại số tiền kèm lý do.",
        "Nothing was handed over. The fee is unpaid: take it, or set the sum with a reason.",
    ),
    "nothing_owed": ProblemType(
        409,
        "Không phải trả thêm gì. Hồ sơ này không còn nợ lệ phí.",
        "There is nothing more to pay. This dossier owes no fee.",
    ),
    "payment_not_now": ProblemType(
        409,
        "Chưa trừ tiền nào. Hồ sơ đang ở bước không thu tiền, hãy tải lại.",
        "No money was taken. Nothing is collected at this step of the dossier; reload.",
    ),
    "payment_in_review": ProblemType(
        409,
        "Chưa trừ thêm tiền. Khoản đã trả đang được kiểm tra, hãy chờ xã báo.",
        "No more money was taken. An earlier payment is being looked at; wait for the commune.",
    ),
    "way_not_offered": ProblemType(
        409,
        "Chưa trừ tiền nào. Xã chưa nhận tiền theo cách này, hãy chọn cách khác.",
        "No money was taken. The commune does not take this way yet; choose another one.",
    ),
    "no_money_to_volunteers": ProblemType(
        403,
        "Chưa trừ tiền nào. Không đưa tiền cho tình nguyện viên, người có hồ sơ tự trả.",
        "No money was taken. Never give money to a volunteer; the person concerned pays.",
    ),
    "signature_wrong": ProblemType(
        403,
        "Chưa có gì thay đổi. Thông báo không có chữ ký đúng nên không được nhận.",
        "Nothing was changed. The notice is not signed as it must be, so it was not taken.",
    ),
    "refund_not_open": ProblemType(
        409,
        "Chưa có gì thay đổi. Khoản hoàn tiền này đã được xử lý, hãy tải lại.",
        "Nothing was changed. This refund was dealt with already; reload.",
    ),
    "refund_changed": ProblemType(
        409,
        "Chưa có gì thay đổi. Số tiền phải hoàn vừa đổi, hãy xem lại rồi bấm lần nữa.",
        "Nothing was changed. The sum to refund has changed; look at it and press again.",
    ),
    "gateway_away": ProblemType(
        503,
        "Việc đã ghi vẫn còn. Cổng thanh toán chưa trả lời, hãy xem lại sau.",
        "What was recorded is kept. The payment gateway has not answered; look again later.",
    ),
    "line_decided": ProblemType(
        409,
        "Chưa có gì thay đổi. Khoản tiền này đã được xử lý, hãy tải lại.",
        "Nothing was changed. This money was dealt with already; reload.",
    ),
    "statement_unreadable": ProblemType(
        422,
        "Chưa nhập gì. Tệp sao kê không đọc được, hãy xem lý do rồi chọn lại tệp.",
        "Nothing was imported. The statement cannot be read; see why, then choose the file again.",
    ),
    "day_not_over": ProblemType(
        409,
        "Chưa có gì thay đổi. Ngày này chưa hết, hãy khóa sổ vào ngày hôm sau.",
        "Nothing was changed. The day is not over; close it on the day after.",
    ),
    "day_closed": ProblemType(
        409,
        "Sổ của ngày này đã khóa. Không cần khóa lại.",
        "The day is closed already. There is nothing more to do.",
    ),
    "apologised_already": ProblemType(
        409,
        "Chưa có gì thay đổi. Hồ sơ đã được hẹn lại một lần, không hẹn lại nữa.",
        "Nothing was changed. This dossier got a new date once; it gets no other.",
    ),
    # --- recordings -----------------------------------------------------------------------------
    "recording_unreadable": ProblemType(
        422,
        "Chưa lưu gì. Tệp này không phải bản thu tiếng nói, hãy thu lại hoặc chọn tệp khác.",
        "Nothing was saved. This is no recorded voice; record again or choose another file.",
    ),
    "recording_silent": ProblemType(
        422,
        "Chưa lưu gì. Bản thu không có tiếng, hãy bật micro rồi thu lại.",
        "Nothing was saved. The recording is silent; switch the microphone on and record again.",
    ),
    "recording_too_long": ProblemType(
        422,
        "Chưa lưu gì. Bản thu dài quá 30 giây, hãy thu riêng từng câu.",
        "Nothing was saved. It is longer than 30 seconds; record each sentence by itself.",
    ),
    "recording_too_large": ProblemType(
        413,
        "Chưa lưu gì. Tệp nặng quá 6 MB, hãy thu riêng từng câu.",
        "Nothing was saved. The file is larger than 6 MB; record each sentence by itself.",
    ),
    "sentence_gone": ProblemType(
        409,
        "Chưa lưu gì. Câu này đã đổi lời, hãy tải lại danh sách.",
        "Nothing was saved. This sentence has changed; load the list again.",
    ),
    # --- messages -------------------------------------------------------------------------------
    "announcements_enough": ProblemType(
        429,
        "Nội dung vẫn còn. Hôm nay xã đã gửi đủ tin, hãy gửi vào ngày mai.",
        "Your text is kept. The commune has sent enough for today; send it tomorrow.",
    ),
    # --- desk ----------------------------------------------------------------------------------
    # --- notifications: phones that are called ---------------------------------------------------
    "push_needs_phone": ProblemType(
        403,
        "Chưa có gì thay đổi. Hãy đăng nhập trên điện thoại rồi bật nhận tin.",
        "Nothing was changed. Sign in on a phone, then turn messages on there.",
    ),
    "push_endpoint_refused": ProblemType(
        422,
        "Chưa có gì thay đổi. Trình duyệt này không nhận tin được, tin sẽ đến bằng SMS.",
        "Nothing was changed. This browser cannot receive messages; they will come by SMS.",
    ),
    "push_keys_invalid": ProblemType(
        422,
        "Chưa có gì thay đổi. Hãy tắt rồi bật lại nhận tin trên máy này.",
        "Nothing was changed. Turn messages off and on again on this phone.",
    ),
    "push_key_old": ProblemType(
        409,
        "Chưa có gì thay đổi. Máy sẽ tự đăng ký nhận tin lại.",
        "Nothing was changed. The phone will turn messages on again by itself.",
    ),
    "push_endpoint_taken": ProblemType(
        409,
        "Chưa có gì thay đổi. Hãy tắt rồi bật lại nhận tin trên máy này.",
        "Nothing was changed. Turn messages off and on again on this phone.",
    ),
}
