"""Languages that a commune may record in, by their codes (BCP 47, ISO 639-3) and their names."""

from __future__ import annotations

from typing import Final

VIETNAMESE: Final = "vi"
NAMES: Final = {
    VIETNAMESE: "Tiếng Việt",
    "hmn": "Tiếng Mông",
    "blt": "Tiếng Thái Đen",
    "twh": "Tiếng Thái Trắng",
    "tyz": "Tiếng Tày",
    "nut": "Tiếng Nùng",
    "ium": "Tiếng Dao",
    "mtq": "Tiếng Mường",
    "kjg": "Tiếng Khơ Mú",
    "hni": "Tiếng Hà Nhì",
    "lhu": "Tiếng La Hủ",
    "lao": "Tiếng Lào",
    "pcc": "Tiếng Giáy",
    "mlc": "Tiếng Cao Lan",
    "tou": "Tiếng Thổ",
    "prt": "Tiếng Xinh Mun",
}
"""Those of the northern mountains; a commune chooses which of them its people speak."""
