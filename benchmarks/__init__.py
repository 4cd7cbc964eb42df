"""Measurements, side by side with what the ledger stands on: `make bench`."""
