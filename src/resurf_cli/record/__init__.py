"""What a person did, kept in one SQLite file: a list of entries that only grows."""

from __future__ import annotations

from resurf_cli.record.store import Kept, Record, Writing

__all__ = ["Kept", "Record", "Writing"]
