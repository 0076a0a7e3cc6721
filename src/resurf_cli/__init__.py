"""A care companion for laser skin resurfacing: checklists on a calendar, offline, in the terminal."""

__version__ = "0.1.0"
