"""What can happen in a crisis, and the rules of recording it: pure, with no store and no clock."""

from domain import events

__all__ = ["events"]
