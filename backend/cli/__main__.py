"""`python -m backend.cli`, as the Makefile and the demo's own processes call it."""

from backend.cli import main

main()
