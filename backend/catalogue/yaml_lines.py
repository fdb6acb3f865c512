"""A procedure's YAML file as plain values, with the line on which each of them stands.

A civil servant edits these files, so the reading is made dull on purpose: `no`, `15:00`, `1.001193`
and `2026-07-01` are text as they look (YAML 1.1 would make a boolean, 900, a float and a date of
them), only whole numbers, `true`, `false` and `null` are anything else; anchors and tags, which
hide what a file says, are refused, and so is a key that stands twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20


class UnreadableError(ValueError):
    """The file is not YAML of our dull kind; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class LocatedYaml:
    """A value and the lines (from 1) of everything in it, by path."""

    value: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line_of(self, path: Path) -> int:
        """The line of `path`, or of the nearest thing around it that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _DullLoader(yaml.SafeLoader):
    """SafeLoader that resolves only null, true, false and whole decimal numbers."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  # PyYAML fills it per class.


_DullLoader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"^(null|~|)$"), ["n", "~", ""]
)
_DullLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), ["t", "f"]
)
_DullLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?(0|[1-9][0-9]{0,14})$"), list("-0123456789")
)


def read(text: str) -> LocatedYaml:
    """Parse one document; raise UnreadableError with the line that is wrong."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise UnreadableError(1, "Tệp quá lớn (tối đa 256 kB).")
    try:
        _refuse_clever_yaml(text)
        root = yaml.compose(text, Loader=_DullLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        reason = error.problem or error.context
        raise UnreadableError(line, f"Không đọc được YAML: {reason}.") from error
    except yaml.YAMLError as error:
        raise UnreadableError(1, "Tệp có ký tự không đọc được.") from error
    if root is None:
        raise UnreadableError(1, "Tệp trống.")
    lines: dict[Path, int] = {(): root.start_mark.line + 1}
    return LocatedYaml(_value(root, (), lines), lines)


def _refuse_clever_yaml(text: str) -> None:
    """Stop at anchors, aliases, tags and deep nesting before anything is built of them."""
    depth = 0
    for event in yaml.parse(text, Loader=_DullLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise UnreadableError(line, "Lồng nhau quá sâu.")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise UnreadableError(line, "Không dùng & và * để chép; hãy viết lại đầy đủ.")
        if getattr(event, "tag", None):
            raise UnreadableError(line, "Không dùng thẻ ! của YAML.")


def _value(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        result = []
        for index, child in enumerate(node.value):
            lines[(*path, index)] = child.start_mark.line + 1
            result.append(_value(child, (*path, index), lines))
        return result
    return _scalar(node)


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, child in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise UnreadableError(line, "Tên mục phải là chữ.")
        key = str(key_node.value)
        if key in result:
            raise UnreadableError(line, f"Mục '{key}' viết hai lần.")
        lines[(*path, key)] = line
        result[key] = _value(child, (*path, key), lines)
    return result


def _scalar(node: yaml.Node) -> Any:
    kind = str(node.tag).rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        return node.value == "true"
    return int(node.value) if kind == "int" else str(node.value)
