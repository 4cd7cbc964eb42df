"""The documentation; `generated` makes the pages of it that follow from the code."""
