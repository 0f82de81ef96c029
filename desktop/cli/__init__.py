"""The command line: the same jobs without a window. DESIGN.md, section 7, is its contract."""

from desktop.cli.main import COMMANDS, main

__all__ = ["COMMANDS", "main"]
