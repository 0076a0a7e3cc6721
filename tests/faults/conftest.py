"""The program at a set time, as the tests of the command line have it."""

from tests.cli.conftest import at_a_terminal, resurf

__all__ = ["at_a_terminal", "resurf"]
