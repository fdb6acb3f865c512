"""Rules about the source files that no linter knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.core import problem_catalogue
from backend.core.problem_catalogue import CATALOGUE, RETIRED

ROOT = Path(__file__).parents[2]
STATEMENTS = {"select", "update", "delete", "insert", "text", "exists"}


def modules() -> Iterator[Path]:
    return (ROOT / "backend").rglob("*.py")


def imported_statements(module: Path) -> set[str]:
    """The names of SQL statements that a module imports from SQLAlchemy."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return {
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for name in node.names
    } & STATEMENTS


def test_sql_stands_in_queries_and_nowhere_else() -> None:
    strangers = [
        str(module.relative_to(ROOT))
        for module in modules()
        if not module.name.endswith("queries.py") and imported_statements(module)
    ]
    assert strangers == []


def test_only_the_transaction_commits() -> None:
    committing = [
        str(module.relative_to(ROOT))
        for module in modules()
        if ".commit()" in module.read_text(encoding="utf-8")
    ]
    assert committing == ["backend/core/transaction.py"]


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        str(module.relative_to(ROOT))
        for module in modules()
        if "os.environ" in module.read_text(encoding="utf-8")
    }
    # The command line and the server's start write what a worker process of their own reads.
    assert readers <= {"backend/settings.py", "backend/cli/running.py", "backend/serving.py"}


def test_a_code_of_the_catalogue_has_one_meaning() -> None:
    """Python keeps the last of two equal keys in silence; a retired code is never used again."""
    tree = ast.parse(Path(problem_catalogue.__file__).read_text(encoding="utf-8"))
    tables = [node for node in ast.walk(tree) if isinstance(node, ast.Dict)]
    written = [key.value for key in tables[0].keys if isinstance(key, ast.Constant)]
    assert len(tables) == 1
    assert sorted(written) == sorted(CATALOGUE)
    assert not RETIRED & CATALOGUE.keys()


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_public_error_is_tested(code: str) -> None:
    """A code that no test names could change its meaning unseen."""
    tests = ROOT / "tests"
    named = [
        test
        for test in tests.rglob("*.py")
        if test != Path(__file__) and f'"{code}"' in test.read_text(encoding="utf-8")
    ]
    assert named, f"No test names the problem {code!r}."


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_public_error_speaks_plainly(code: str) -> None:
    """Short sentences in both languages, what is safe first, no abbreviation."""
    kind = CATALOGUE[code]
    for sentence in kind.vi.split(". "):
        assert len(sentence.split()) <= 16, sentence
    assert not {"TTHC", "UBND", "CCCD", "CMND", "BHYT"} & set(kind.vi.replace(".", " ").split())
    assert kind.vi.endswith((".", "?"))
    assert kind.en.endswith((".", "?"))
