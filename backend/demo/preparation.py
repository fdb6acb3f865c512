"""Preparing a demo installation, exactly once.

People come first, in one transaction, then the commune's fee table and account; photographs are
sent as phones send them; all dossiers come in one transaction more, and a bank's statement last.
Each step leaves its mark. A run that was interrupted goes on where the last mark stands: what was
sent twice is kept once.
"""

from __future__ import annotations

from sqlalchemy import inspect

from backend.accounts import service as accounts
from backend.catalogue.service import import_procedures
from backend.core.transaction import end_reading, writing
from backend.database import upgrade
from backend.demo import cast, hamlets, marks, money, papers, stories
from backend.extensions import db
from backend.places import service as places

_REAL_DATA = (
    "Cơ sở dữ liệu này có dữ liệu thật nên bản chạy thử không đụng vào: hãy chọn chỗ khác, ví dụ "
    "DATA=./thu. (This database holds real data, so the demo leaves it alone: choose another "
    "place, such as DATA=./demo.)"
)


class NotADemo(RuntimeError):
    """The database is somebody's real one; the text says what to do."""


def prepare() -> None:
    """Tables, procedures, people and dossiers; what is there already stays as it is."""
    _refuse_real_data()
    upgrade()
    import_procedures()
    people = cast.found_or_made()
    if marks.marked(marks.MONEY) is None:
        end_reading()
        with writing():
            money.set_up(people)
            marks.mark(marks.MONEY)
    if marks.marked(marks.HAMLETS) is None:
        end_reading()
        with writing():
            hamlets.set_up(people)
            marks.mark(marks.HAMLETS)
    if marks.marked(marks.STORIES) is None:
        end_reading()
        sent = papers.send_all(people)
        with writing():
            stories.tell_all(people, sent)
            marks.mark(marks.STORIES)
    if marks.marked(marks.STATEMENT) is None:
        end_reading()
        money.take_statement(people)
        with writing():
            marks.mark(marks.STATEMENT)
    if marks.marked(marks.MESSAGES) is None:
        end_reading()
        hamlets.let_climb(people)
        with writing():
            marks.mark(marks.MESSAGES)
    end_reading()


def _refuse_real_data() -> None:
    """Looked at before anything is changed, the tables included."""
    if not inspect(db.engine).has_table("people"):
        return
    has_own_agencies = places.agencies() and marks.marked(marks.CAST) is None
    if accounts.has_non_demo_people() or has_own_agencies:
        raise NotADemo(_REAL_DATA)
    end_reading()
