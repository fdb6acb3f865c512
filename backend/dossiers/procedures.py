"""The procedure version under which a dossier was made, which it keeps for its whole life."""

from __future__ import annotations

from datetime import time

from backend.catalogue import service as catalogue
from backend.catalogue.service import ProcedureVersion
from backend.dossiers.deadlines import Term
from backend.dossiers.models import Dossier


def version_of(dossier: Dossier) -> ProcedureVersion:
    """The version the dossier keeps, whether or not it is still in effect."""
    return catalogue.procedure(dossier.procedure_code, dossier.procedure_version)


def term_of(dossier: Dossier) -> Term:
    """How long it may take; the catalogue leaves out days of low confidence."""
    return term(version_of(dossier))


def term(version: ProcedureVersion) -> Term:
    """The same, of a version."""
    cutoff = time.fromisoformat(version.cutoff) if version.cutoff else None
    return Term(version.days, cutoff)
