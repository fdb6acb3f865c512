"""`python -m backend.catalogue.check [FILE ...]`: look at procedure files, import nothing.

Without files: all packaged ones, and the families that name them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from backend.catalogue import families
from backend.catalogue.authoring import PROCEDURES_FOLDER, read_files, read_folder


def main(arguments: list[str]) -> int:
    """Print every error as `file:line: field: message`; the exit code is 0 when there is none."""
    paths = [Path(argument) for argument in arguments]
    found, errors = read_files(paths) if paths else read_folder(PROCEDURES_FOLDER)
    if not paths:
        newest = {one.code: one.content for one in sorted(found, key=lambda one: -one.version)}
        source = families.FILE.read_text(encoding="utf-8")
        errors += families.check(source, str(families.FILE), newest)[1]
    for error in errors:
        sys.stdout.write(f"{error}\n")
    sys.stdout.write(f"{len(found)} tệp đúng, {len(errors)} lỗi.\n")
    return 1 if errors else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
