"""What the catalogue needs of its neighbours; `create_app` fills it in."""

from __future__ import annotations

from backend.core.tables import ReadTable, Table


def _nobody_reads(_data: bytes) -> Table:
    raise RuntimeError("No domain reads tables; create_app has to name one.")


read_table: ReadTable = _nobody_reads
"""Opens a received CSV or XLSX file, away from this process; raises UnreadableTable."""
