"""Who is in the demo: two agencies and invented people, each recognisable by name as invented."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from backend.accounts import service as accounts
from backend.accounts.service import PersonView
from backend.core import clock
from backend.core.access import Actor, Role
from backend.core.transaction import end_reading, writing
from backend.demo import marks
from backend.places import service as places
from backend.places.service import Contact

LUAN_THANH = "H56.126"
MUONG_MAU = "H52.101"
PASSWORD = "mat-khau-chay-thu"  # noqa: S105 - Printed at every start, for invented people only.
PICTURES = (0, 1, 2, 3)
"""Everybody's picture PIN: buffalo, rooster, fish, flower."""
_SINCE = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Citizen:
    """An invented citizen or volunteer; `birth` is a date, `home` the hamlet."""

    key: str
    full_name: str
    birth: str
    sex: str
    ethnic: str
    id_number: str
    phone: str
    home: str
    role: Role = Role.CITIZEN


@dataclass(frozen=True, slots=True)
class Officer:
    """An invented member of staff; the password is PASSWORD."""

    login: str
    full_name: str
    role: Role
    agency: str = LUAN_THANH


MAU = Citizen(
    "mau", "Lò Thị Mẫu", "1992-03-15", "nu", "Thái", "038192000101", "0912000101", "Thôn Mẫu"
)
THU = Citizen(
    "thu", "Giàng A Thử", "1988-07-02", "nam", "Mông", "038088000102", "0912000102", "Bản Thử"
)
ME_THU = Citizen(
    "me_thu", "Giàng Thị Ví Dụ", "1961-01-20", "nu", "Mông", "038161000103", "0912000102", "Bản Thử"
)
VI_DU = Citizen(
    "vi_du", "Vàng Thị Ví Dụ", "1949-05-05", "nu", "Mông", "038149000104", "0912000104", "Bản Thử"
)
TINH_NGUYEN = Citizen(
    "tinh_nguyen",
    "Cầm Văn Thử",
    "2003-11-09",
    "nam",
    "Thái",
    "038203000105",
    "0912000105",
    "Thôn Mẫu",
    Role.VOLUNTEER,
)
QUANG = Citizen(
    "quang", "Quàng Văn Mẫu", "1979-09-30", "nam", "Thái", "014079000106", "0912000106", "Bản Mẫu"
)
BA_MAU = Citizen(
    "ba_mau", "Cầm Thị Mẫu", "1948-08-19", "nu", "Thái", "038148000107", "0912000107", "Thôn Mẫu"
)
"""Has no account: others file for her."""
CITIZENS = (MAU, THU, ME_THU, VI_DU, TINH_NGUYEN, QUANG)

CAN_BO = Officer("canbo", "Hà Văn Ví Dụ", Role.OFFICER)
CAN_BO_HAI = Officer("canbo2", "Lường Thị Thử", Role.OFFICER)
LANH_DAO = Officer("lanhdao", "Lục Văn Mẫu", Role.LEADER)
QUAN_TRI = Officer("quantri", "Hà Thị Mẫu", Role.ADMINISTRATOR)
CAN_BO_XA_KHAC = Officer("canbo.muongmau", "Tòng Thị Thử", Role.OFFICER, MUONG_MAU)
OFFICERS = (CAN_BO, CAN_BO_HAI, LANH_DAO, QUAN_TRI, CAN_BO_XA_KHAC)


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody with the id they have in this database."""

    ids: Mapping[str, uuid.UUID]

    def id_of(self, who: Citizen | Officer) -> uuid.UUID:
        """The person's id."""
        return self.ids[who.key if isinstance(who, Citizen) else who.login]

    def actor(self, who: Citizen | Officer) -> Actor:
        """The person as a caller of services."""
        agency = None if isinstance(who, Citizen) else who.agency
        return Actor(self.id_of(who), who.role, who.full_name, agency_code=agency)


def found_or_made() -> Cast:
    """The people of this database; made at the first run, all of them or none."""
    made = marks.marked(marks.CAST)
    end_reading()
    if made is None:
        with writing(), clock.frozen(clock.now() - _SINCE):
            made = _make()
            marks.mark(marks.CAST, **made)
    return Cast({key: uuid.UUID(text) for key, text in made.items()})


def _make() -> dict[str, Any]:
    _make_agencies()
    ids = {citizen.key: str(_make_citizen(citizen).id) for citizen in CITIZENS}
    for officer in OFFICERS:
        staff = accounts.create_staff(
            officer.full_name,
            login=officer.login,
            password=PASSWORD,
            role=officer.role,
            agency_code=officer.agency,
            is_demo=True,
        )
        ids[officer.login] = str(staff.person_id)
    return ids


def _make_citizen(citizen: Citizen) -> PersonView:
    return accounts.create_demo_person(
        citizen.full_name,
        phone=citizen.phone,
        birth_year=int(citizen.birth[:4]),
        role=citizen.role,
        id_number=citizen.id_number,
        pictures=PICTURES,
    )


def _make_agencies() -> None:
    places.ensure_agency(
        LUAN_THANH,
        "Trung tâm Phục vụ hành chính công xã Luận Thành",
        "15634",
        address="Thôn Mẫu, xã Luận Thành, tỉnh Thanh Hóa",
        phone="0237 000 0000",
        contacts=(
            Contact(CAN_BO.full_name, "Cán bộ một cửa", "0912 000 001"),
            Contact("Lò Văn Ví Dụ", "Trưởng thôn Mẫu", "0912 000 002"),
            Contact(TINH_NGUYEN.full_name, "Tình nguyện viên", "0912 000 105"),
        ),
    )
    places.ensure_agency(
        MUONG_MAU,
        "Trung tâm Phục vụ hành chính công xã Mường Mẫu (thử)",
        "03688",
        address="Bản Mẫu, xã Mường Mẫu, tỉnh Sơn La",
        phone="0212 000 0000",
        contacts=(Contact(CAN_BO_XA_KHAC.full_name, "Cán bộ một cửa", "0912 000 003"),),
    )
