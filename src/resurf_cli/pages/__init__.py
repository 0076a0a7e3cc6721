"""What people and programs read, made from the data of ``core``: no clock, no file."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def loaded(package: str, pages: Mapping[str, tuple[str, ...]], name: str) -> Any:
    """A page of a package, by which of its modules holds which: that one is loaded when a page of it is asked for.

    Raises:
        AttributeError: there is no such page.
    """
    for module, there in pages.items():
        if name in there:
            return getattr(import_module(f"{package}.{module}"), name)
    message = f"there is no page {name}"
    raise AttributeError(message)
