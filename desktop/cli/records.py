"""Owns the JSON shapes of documents, blocks and refusals, which scripts depend on."""

from datetime import UTC, datetime

from desktop.corpus.library import Document, Refusal, StoredText


def document_record(document: Document) -> dict[str, object]:
    """Return a document's catalogue row; what is not known is None."""
    modified = datetime.fromtimestamp(document.modified_ns / 1e9, UTC)
    return {
        "id": document.id,
        "title": document.title,
        "author": document.author,
        "photographer": document.photographer,
        "source": document.source,
        "date": document.date,
        "published": document.published,
        "updated": document.updated,
        "language": document.language,
        "words": document.words,
        "characters": document.n_characters,
        "path": document.path,
        "part": document.part,
        "parent": document.parent_id,
        "pages": document.pages,
        "format": document.format,
        "encoding": document.encoding,
        "size_bytes": document.size_bytes,
        "modified": modified.isoformat(timespec="seconds"),
        "added": document.added,
        "sha256": document.sha256,
        "original": document.original,
        "remarks": list(document.remarks),
        "doubts": list(document.doubts),
    }


def text_record(document: Document, stored: StoredText) -> dict[str, object]:
    """Return a document with its text, blocks and marks; places are code points, end exclusive."""
    record = document_record(document)
    record["evidence"] = document.evidence
    record["text"] = stored.text
    record["blocks"] = [
        {
            "kind": block.kind.label,
            "start": block.start,
            "end": block.end,
            "level": block.level,
            "style": block.style,
        }
        for block in stored.blocks
    ]
    record["marks"] = [
        {"name": mark.name, "start": mark.start, "end": mark.end, "target": mark.target}
        for mark in stored.marks
    ]
    return record


def refusal_record(refusal: Refusal) -> dict[str, object]:
    """Return a file, or a part of one, that could not be taken in, and why."""
    part: dict[str, object] = {"part": refusal.part} if refusal.part else {}
    return {
        "path": refusal.path,
        **part,
        "reason": refusal.reason,
        "advice": refusal.advice,
        "when": refusal.refused,
    }
