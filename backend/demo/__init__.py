"""Demo data: clearly invented people and papers, and a dossier in every state."""

from __future__ import annotations

from backend.demo.gateway import gateway_beside
from backend.demo.greeting import greeting
from backend.demo.preparation import NotADemo, prepare
from backend.demo.worker import worker_beside

__all__ = ["NotADemo", "gateway_beside", "greeting", "prepare", "worker_beside"]
