"""Operator commands: `motcua serve`, `motcua demo`, ..."""

from __future__ import annotations

import click


@click.group()
def main() -> None:
    """Một Cửa Vùng Cao: the commune's one-stop desk."""
