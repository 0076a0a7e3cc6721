"""Words in, words out: the command line. The only place that knows the clock, the folders, the streams, exit codes."""

from resurf_cli.cli.app import main

__all__ = ["main"]
