"""Posters (áp phích): pages that a commune prints and hangs up, each with a code to scan."""
