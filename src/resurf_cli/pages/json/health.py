"""The examination of a data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from resurf_cli.core.health import Health


def doctor(found: Health) -> dict[str, Any]:
    """``resurf.doctor/1``: the record, its copies, what is beside it, and what can be put back."""
    rescue = found.rescue
    return {
        "schema": "resurf.doctor/1",
        "folder": found.folder,
        "record": found.state,
        "words": found.words,
        "plans": found.plans,
        "entries": found.entries,
        "copies": [
            {"file": each.name, "made": each.made.isoformat(), "entries": each.entries, "why": each.why}
            for each in found.copies
        ],
        "found": [
            {"kind": each.kind, "path": each.path, "text": each.text, "mendable": each.mendable} for each in found.found
        ],
        "rescue": rescue
        and {
            "entries": rescue.entries,
            "plans": list(rescue.plans),
            "latest": rescue.latest.isoformat(),
            "only_in_file": rescue.from_file,
            "lost": list(rescue.lost),
            "copies": list(rescue.copies),
        },
    }
