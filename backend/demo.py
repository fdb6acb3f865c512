"""Demo data: clearly invented people, and a dossier in every state."""

from __future__ import annotations

from backend.database import upgrade
from backend.settings import Settings


def prepare() -> None:
    """Tables, procedures, people and dossiers; what is there already stays."""
    upgrade()


def greeting(settings: Settings) -> str:
    """What `make run` prints: an address and a sign-in for each role."""
    return f"Một Cửa Vùng Cao: http://localhost:{settings.port}"
