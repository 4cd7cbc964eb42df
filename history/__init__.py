"""The bitemporal history: entries in, happenings out, and what was known when."""
