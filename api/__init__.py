"""The ledger over HTTP: its routes, refusals, conditional answers and the stream."""
