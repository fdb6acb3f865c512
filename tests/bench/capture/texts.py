"""Invented sentences of papers that people bring to a commune; numbers and names change."""

from __future__ import annotations

from pathlib import Path

import numpy as np

_NAMES = (
    "Lò Thị Pâng", "Vàng A Dế", "Hà Văn Khuyến", "Giàng Thị Súa", "Nông Đức Thuận",
    "Quàng Thị Ỏm",
    "Bàn Phúc Lưu", "Triệu Mùi Chản", "Hoàng Ngọc Quyết", "Sùng Mí Cở", "Ma Seo Phử",
    "Đặng Thị Nhàn",
)  # fmt: skip
_PLACES = (
    "bản Huổi Khương", "thôn Nà Lầu", "bản Pá Hốc", "xóm Lũng Rượu", "thôn Séo Tủng",
    "bản Co Nghịu", "xã Chiềng Lương", "xã Mường Khoa", "xã Bằng Vân", "xã Thượng Giáo",
)  # fmt: skip
_SENTENCES = (Path(__file__).parent / "sentences.txt").read_text("utf-8").splitlines()
HEADING = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def sentence(rng: np.random.Generator) -> str:
    """One sentence with names, days and sums of its own."""
    return _SENTENCES[rng.integers(len(_SENTENCES))].format(
        name=_NAMES[rng.integers(len(_NAMES))],
        place=_PLACES[rng.integers(len(_PLACES))],
        day=f"{rng.integers(1, 29):02d}/{rng.integers(1, 13):02d}/{rng.integers(1950, 2026)}",
        year=rng.integers(1965, 2026),
        number=f"0{rng.integers(10**10, 10**11)}",
        phone=f"03{rng.integers(10, 90)} {rng.integers(100, 999)} {rng.integers(100, 999)}",
        small=rng.integers(14, 400),
        tiny=rng.integers(2, 13),
        area=f"{rng.integers(1, 9)}.{rng.integers(100, 999)}",
        money=f"{rng.integers(1, 90)}.{rng.integers(100, 999)}.000",
    )


def name(rng: np.random.Generator) -> str:
    """Somebody who does not exist."""
    return _NAMES[rng.integers(len(_NAMES))]
