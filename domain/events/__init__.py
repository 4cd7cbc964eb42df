"""The catalogue: every event type, a module for each family."""

from domain.events import (
    agreements,
    diplomacy,
    fighting,
    humanitarian,
    register,
    territory,
    unrest,
)

__all__ = [
    "agreements",
    "diplomacy",
    "fighting",
    "humanitarian",
    "register",
    "territory",
    "unrest",
]
