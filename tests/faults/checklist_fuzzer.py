"""Feeds the checklist reader what coverage leads to: ``python -m tests.faults.checklist_fuzzer -max_total_time=60``.

A file ends in a checklist or in mistakes with their places. Anything else ends the run, and so does a second of work.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["resurf_cli.reading", "resurf_cli.core"]):
    from resurf_cli.core.values import names_of
    from resurf_cli.reading.diagnostics import rendered
    from resurf_cli.reading.reader import Loaded
    from resurf_cli.reading.shelf import Shelf, shipped_folder

SEEDS = (
    *shipped_folder().glob("*.yaml"),
    *(Path(__file__).parents[1] / "errors").glob("*.yaml"),
    *(Path(__file__).parents[1]).glob("*/*.yaml"),
)


def read(content: bytes) -> None:
    """Read one file as a command would, up to what it prints."""
    shelf = Shelf(Path("nowhere"))
    found = shelf.read(Path("mine.yaml"), content=content)
    if isinstance(found, Loaded):
        for part in names_of(found.checklist):
            getattr(found.checklist, part)
    rendered(found.warnings if isinstance(found, Loaded) else found)


def main() -> None:
    """Fuzz from the shipped checklists and the catalogue of mistakes."""
    with tempfile.TemporaryDirectory() as corpus:
        for number, path in enumerate(SEEDS):
            (Path(corpus) / str(number)).write_bytes(path.read_bytes()[:20_000])
        atheris.Setup([*sys.argv, "-timeout=5", "-rss_limit_mb=2048", corpus], read)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
