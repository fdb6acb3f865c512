"""Operator commands: `motcua serve`, `motcua demo`, `motcua migrate`, ..."""

from backend.cli import data, keys, people, running
from backend.cli.group import main

__all__ = ["data", "keys", "main", "people", "running"]
