"""The command line `crisis`: the ledger without a server."""

from cli.app import main

__all__ = ["main"]
