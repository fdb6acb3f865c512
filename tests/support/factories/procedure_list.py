"""An invented list of a commune, as long as a real one (427), for tests and measurements.

The kinds of procedures are real ones (what communes did in 2025 and 2026); codes, days and fees are
drawn from a seed and true of nothing. No code is one of the packaged procedures.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product
from typing import Final

from tests.support.factories.procedure_kinds import KINDS
from tests.support.packaged import PACKAGED

SIZE: Final = 427
HEADINGS: Final = (
    "STT", "Mã thủ tục", "Tên thủ tục", "Cơ quan thực hiện", "Giấy tờ",
    "Thời hạn (ngày làm việc)", "Phí (đồng)", "Lĩnh vực",
)  # fmt: skip
Row = tuple[str, ...]

_PAPERS: Final = (
    "Tờ khai theo mẫu", "Đơn đề nghị", "Giấy tờ chứng minh nơi cư trú", "Bản sao Giấy chứng nhận",
    "Biên bản họp thôn, bản", "Giấy xác nhận của cơ sở y tế", "Quyết định đã cấp (nếu có)",
    "Danh sách người tham gia", "Sơ đồ khu đất", "Văn bản ủy quyền (nếu có)", "Ảnh 4x6",
    "Phương án kèm thuyết minh", "Hợp đồng, văn bản thỏa thuận", "Báo cáo kết quả hoạt động",
)  # fmt: skip


_TAILS: Final = (
    "thuộc thẩm quyền giải quyết của Chủ tịch Ủy ban nhân dân cấp xã",
    "theo quy định tại Nghị định số {}/2025/NĐ-CP",
    "(trường hợp không thuộc diện quy định tại Điều {} của Luật)",
    "trên địa bàn từ {} thôn, bản trở lên",
    "khi thực hiện sắp xếp đơn vị hành chính",
    "cho người dân tộc thiểu số tại xã đặc biệt khó khăn",
)
"""What official names end in, so that they are as long as real ones: 75 letters on average."""


def names() -> Iterator[tuple[str, str]]:
    """Field of law and official name of every procedure of the list that could be made."""
    for field, pattern, one, other in KINDS:
        for parts in product(one, other):
            yield field, pattern.format(*parts[: pattern.count("{}")])


def rows(size: int = SIZE, seed: int = 2026) -> list[Row]:
    """Rows of a list, without its headings; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - Test data, the same for the same seed.
    taken = {one.code for one in PACKAGED}
    made = list(dict.fromkeys(names()))
    chosen = sorted(chance.sample(range(len(made)), size))
    return [_row(number, *made[place], chance, taken) for number, place in enumerate(chosen, 1)]


def _row(number: int, field: str, name: str, chance: random.Random, taken: set[str]) -> Row:
    code = _code(chance, taken)
    if chance.random() < 0.4:
        name = f"{name} {chance.choice(_TAILS).format(chance.randint(2, 190))}"
    office = "Công an xã" if field == "Cư trú" else "UBND cấp xã"
    return str(number), code, name, office, _papers(chance), _days(chance), _fee(chance), field


def _code(chance: random.Random, taken: set[str]) -> str:
    while (code := f"{chance.choice('112')}.{chance.randrange(14_400):06d}") in taken:
        pass
    taken.add(code)
    return code


def _papers(chance: random.Random) -> str:
    return "\n".join(f"- {paper}" for paper in chance.sample(_PAPERS, chance.randint(1, 6)))


def _days(chance: random.Random) -> str:
    number = chance.choice((1, 2, 3, 3, 5, 5, 5, 7, 10, 10, 12, 15, 15, 20, 25, 30))
    ways = (f"{number:02d}", f"{number} ngày làm việc", "Trong ngày", "", f"{number} ngày")
    return chance.choice(ways)


def _fee(chance: random.Random) -> str:
    of_the_province = "Theo quy định của HĐND tỉnh"
    return chance.choice(
        ("Không", "Không", "Miễn phí", "8.000", "15.000 đồng", "", of_the_province)
    )
