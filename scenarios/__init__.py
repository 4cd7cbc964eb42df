"""Real histories as data, each a file of entries in the order in which they were recorded."""
