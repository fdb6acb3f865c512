"""What the worker does beside sending; `create_app` and the domain itself fill it in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

beside: list[Callable[[datetime], object]] = []
"""Called by every worker every few seconds, one after the other, with the present moment. Each
opens its own short transactions, and must bear that another worker does the same at that time."""
