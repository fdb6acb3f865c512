"""Dossiers (hồ sơ), the heart: from the first page sent to the result handed over.

The public verbs, each in the file named after what it is about. Nothing here commits; verbs that
change something are called inside a write transaction and lock the dossier's row.

- Senders: `submit`, `submit_supplement`, `run_command`; `complete_on_stored` and
  `awaited_files` hook into uploads, `take_over` into a sign-in that claims what was sent before.
- Readers: `seen`, `listed`, `changes`, `full`, `letter`, `made_form`,
  `also_open`, `shown_together`.
- The desk: `open_dossier`, `staff_view`, `review_page`, the actions, `start_at_desk`,
  `convert_assistance`; `once` makes any command replay-safe; `worklist_page`, `worklist_counts`.
- Jobs: `close_expired_supplements`, `forget_stale_drafts`, `remind_sometimes`.
- Hooks for the domains above: `guards` may hold a transition back, `on_event` hears what happens,
  `on_touch` when a verb is done (`tell_people` writes the messages there).

Staff verbs take the version the officer saw (the ETag's number) and raise `stale` when it has
moved; they answer the changed dossier, to be shown with `staff_view`.
"""

from __future__ import annotations

from backend.dossiers.acceptance import (
    accept,
    confirm_payment,
    require_payment,
    set_national_code,
)
from backend.dossiers.answer_words import answer_text
from backend.dossiers.apology import apologise
from backend.dossiers.arrivals import complete_on_stored
from backend.dossiers.asked_by_text import carried
from backend.dossiers.at_desk import (
    Conversion,
    begun_for,
    code_picture,
    convert_assistance,
    draft_at_desk,
    start_at_desk,
)
from backend.dossiers.claims import take_over, verify_sender
from backend.dossiers.commands import once, verbs
from backend.dossiers.commands import run as run_command
from backend.dossiers.drafts import forget_stale as forget_stale_drafts
from backend.dossiers.examining import actions, open_dossier, review_page, staff_view
from backend.dossiers.feed import on_event, on_submission, on_touch, touch
from backend.dossiers.handling import (
    AskedPaper,
    Pickup,
    Receiver,
    assign,
    close,
    correct,
    finish,
    hand_over,
    refuse,
    request_supplement,
    resume,
    start,
    stop,
)
from backend.dossiers.made_form import has_made_form, made_form
from backend.dossiers.models import Dossier, DossierEvent
from backend.dossiers.officers import for_staff, shown_to_staff
from backend.dossiers.paperwork import fee_on_slip, letter
from backend.dossiers.paperwork import kinds as letter_kinds
from backend.dossiers.paying import payment_settled, tell_of_money
from backend.dossiers.people_told import tell_people
from backend.dossiers.queries import awaited_files, locked
from backend.dossiers.reading import (
    changes,
    full,
    listed,
    page_sha256,
    result_file,
    revision_in_force,
    seen,
    summary,
)
from backend.dossiers.reminding import causes_standing, remind_sometimes
from backend.dossiers.revisions import (
    ManifestLine,
    Submission,
    SupplementAnswer,
    submission_of,
    supplement_of,
)
from backend.dossiers.schemas import Answers, SheetSchema, SubmissionSchema
from backend.dossiers.shapes import (
    DossierReceiptSchema,
    FullSchema,
    ShownPageSchema,
    SummarySchema,
    TogetherSchema,
)
from backend.dossiers.sharing import end_at_desk as end_sharing
from backend.dossiers.states import WORDING, State, Wording
from backend.dossiers.submission import Sent, submit
from backend.dossiers.supplements import close_expired as close_expired_supplements
from backend.dossiers.supplements import submit_supplement
from backend.dossiers.together import shown as shown_together
from backend.dossiers.together import stamp as set_stamp
from backend.dossiers.transitions import Cause, guards
from backend.dossiers.twins import also_open
from backend.dossiers.worklist_queries import Asked, Found, View
from backend.dossiers.worklist_queries import counts as worklist_counts
from backend.dossiers.worklist_queries import page as worklist_page

__all__ = [
    "WORDING",
    "Answers",
    "Asked",
    "AskedPaper",
    "Cause",
    "Conversion",
    "Dossier",
    "DossierEvent",
    "DossierReceiptSchema",
    "Found",
    "FullSchema",
    "ManifestLine",
    "Pickup",
    "Receiver",
    "Sent",
    "SheetSchema",
    "ShownPageSchema",
    "State",
    "Submission",
    "SubmissionSchema",
    "SummarySchema",
    "SupplementAnswer",
    "TogetherSchema",
    "View",
    "Wording",
    "accept",
    "actions",
    "also_open",
    "answer_text",
    "apologise",
    "assign",
    "awaited_files",
    "begun_for",
    "carried",
    "causes_standing",
    "changes",
    "close",
    "close_expired_supplements",
    "code_picture",
    "complete_on_stored",
    "confirm_payment",
    "convert_assistance",
    "correct",
    "draft_at_desk",
    "end_sharing",
    "fee_on_slip",
    "finish",
    "for_staff",
    "forget_stale_drafts",
    "full",
    "guards",
    "hand_over",
    "has_made_form",
    "letter",
    "letter_kinds",
    "listed",
    "locked",
    "made_form",
    "on_event",
    "on_submission",
    "on_touch",
    "once",
    "open_dossier",
    "page_sha256",
    "payment_settled",
    "refuse",
    "remind_sometimes",
    "request_supplement",
    "require_payment",
    "result_file",
    "resume",
    "review_page",
    "revision_in_force",
    "run_command",
    "seen",
    "set_national_code",
    "set_stamp",
    "shown_to_staff",
    "shown_together",
    "staff_view",
    "start",
    "start_at_desk",
    "stop",
    "submission_of",
    "submit",
    "submit_supplement",
    "summary",
    "supplement_of",
    "take_over",
    "tell_of_money",
    "tell_people",
    "touch",
    "verbs",
    "verify_sender",
    "worklist_counts",
    "worklist_page",
]
