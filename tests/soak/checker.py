"""Was anything lost, doubled or altered? Asked of everything that a run has left behind.

Pure: `faults` compares what people filed, what their phones believe, what the server acknowledged
and what it has. It answers sentences, one for each fault; an empty list is the only good result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from backend.dossiers.states import State
from tests.soak.evidence import Kept, KeptDossier, Told
from tests.soak.phones import Filing

Memory = Mapping[str, Any]
"""What one phone believes, as phone.ts tells it."""

_RECEIVED = State.RECEIVED.value


def faults(
    filed: Sequence[Filing], phones: Sequence[Memory], told: Told, kept: Kept, *, over: bool
) -> list[str]:
    """Everything that is wrong. `over`: the link was good in the end, so all must be sent."""
    return [
        *_of_phones(filed, phones, kept, over=over),
        *_of_acknowledgements(told, kept),
        *_of_dossiers(filed, kept),
        *_of_files(filed, kept),
    ]


def _of_phones(
    filed: Sequence[Filing], phones: Sequence[Memory], kept: Kept, *, over: bool
) -> Iterator[str]:
    """What was handed over waits with all its bytes, or was sent and is really there."""
    waiting = {entry["dossier"]: entry for phone in phones for entry in phone["entries"]}
    sent = {each["dossier"]: each["receipt"] for phone in phones for each in phone["sent"]}
    for filing in filed:
        entry, receipt = waiting.get(filing.id), sent.get(filing.id)
        if entry is None and receipt is None:
            yield f"{filing.id}: the phone neither keeps it nor holds it for sent."
        if entry is not None:
            if over:
                yield f"{filing.id}: still waits: {_why(entry)}."
            lost = [p["sha256"] for p in entry["pages"] if p["bytes_hash"] != p["sha256"]]
            yield from (f"{filing.id}: page {page[:8]} on the phone is altered." for page in lost)
        elif receipt is not None:
            yield from _held_for_sent(filing, receipt, kept)


def _held_for_sent(filing: Filing, receipt: Mapping[str, Any], kept: Kept) -> Iterator[str]:
    """The phone has forgotten the bytes, so the server must have every one of them."""
    there = kept.dossiers.get(filing.id)
    if receipt["state"] != _RECEIVED:
        yield f"{filing.id}: held for sent in state {receipt['state']}."
    if there is None or there.state != _RECEIVED:
        yield f"{filing.id}: held for sent, but the server has {there and there.state}."
    elif receipt["slip"] != there.slip:
        yield f"{filing.id}: the phone shows {receipt['slip']}, the server has {there.slip}."


def _why(entry: Mapping[str, Any]) -> str:
    told = (entry["parked"] or entry["waiting"] or entry["phase"], entry["said"])
    return ", ".join(str(each) for each in told if each)


def _of_acknowledgements(told: Told, kept: Kept) -> Iterator[str]:
    """Every receipt and every offset that reached a phone holds."""
    for receipt in told.receipts:
        there = kept.dossiers.get(receipt["id"])
        if there is None:
            yield f"{receipt['id']}: acknowledged, but not in the database."
        else:
            yield from _broken_promises(receipt, there, kept)
    for upload, offset in told.offsets.items():
        here, complete = kept.uploads.get(upload, (0, False))
        forgotten = upload not in kept.uploads and told.hashes.get(upload) in kept.blobs
        if here < offset and not complete and not forgotten:
            yield f"Upload {upload}: {offset} bytes were acknowledged, {here} are there."


def _broken_promises(receipt: Mapping[str, Any], there: KeptDossier, kept: Kept) -> Iterator[str]:
    if receipt["slip"] is not None and receipt["slip"] != there.slip:
        yield f"{there.id}: acknowledged as {receipt['slip']}, now {there.slip}."
    if receipt["revision"] not in there.texts:
        yield f"{there.id}: revision {receipt['revision']} was acknowledged, not kept."
    if receipt["state"] == _RECEIVED and there.state != _RECEIVED:
        yield f"{there.id}: acknowledged as received, now {there.state}."
    for page in receipt["pages"]:
        if page["stored"] and page["sha256"] not in kept.blobs:
            yield f"{there.id}: page {page['sha256'][:8]} was acknowledged, not kept."


def _of_dossiers(filed: Sequence[Filing], kept: Kept) -> Iterator[str]:
    """Each was filed once, is there once, and has just its own pages."""
    by_id = {filing.id: filing for filing in filed}
    for dossier in kept.dossiers.values():
        filing = by_id.get(dossier.id)
        if filing is None:
            yield f"{dossier.id}: in the database, but nobody filed it."
        elif dossier.state == _RECEIVED:
            yield from _differences(filing, dossier)
    texts = (text for dossier in kept.dossiers.values() for text in dossier.texts.values())
    yield from (f"Text {text[:8]} is there more than once." for text in _repeated(texts))
    slips = (dossier.slip for dossier in kept.dossiers.values() if dossier.slip)
    yield from (f"Slip number {slip} was given twice." for slip in _repeated(slips))


def _differences(filing: Filing, dossier: KeptDossier) -> Iterator[str]:
    wanted = [("khac", nth, page.sha256) for nth, page in enumerate(filing.pages, start=1)]
    if sorted(dossier.pages) != wanted:
        yield f"{dossier.id}: its {len(wanted)} pages became {len(dossier.pages)} others."
    if dossier.owner_name != filing.owner_name:
        yield f"{dossier.id}: filed for {filing.owner_name}, kept for {dossier.owner_name}."
    if dossier.times_received != 1:
        yield f"{dossier.id}: received {dossier.times_received} times."


def _of_files(filed: Sequence[Filing], kept: Kept) -> Iterator[str]:
    """Each file is what its name says, and each page of a received dossier has its file."""
    sizes = {page.sha256: len(page.data) for filing in filed for page in filing.pages}
    for name, (sha256, size) in kept.files.items():
        if sha256 != name:
            yield f"File {name[:8]} holds other bytes ({sha256[:8]})."
        elif name not in sizes:
            yield f"File {name[:8]} is nobody's page."
        elif size != sizes[name]:
            yield f"File {name[:8]} has {size} bytes, its page {sizes[name]}."
    for sha256, size in kept.blobs.items():
        if kept.files.get(sha256, ("", 0))[1] != size:
            yield f"Page {sha256[:8]} is in the table, its {size} bytes are not in the store."
    for dossier in kept.dossiers.values():
        if dossier.state == _RECEIVED:
            gone = [page for _, _, page in dossier.pages if page not in kept.blobs]
            yield from (f"{dossier.id}: page {page[:8]} has no file." for page in gone)


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]
