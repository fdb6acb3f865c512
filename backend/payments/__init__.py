"""Payments: what a dossier costs, what was paid, through which way, and whether it all agrees."""
