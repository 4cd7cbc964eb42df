"""Copies that work out anew what a value once worked out of itself."""

from typing import Any, Self, TypeVar

from pydantic import BaseModel

Model = TypeVar("Model", bound=BaseModel)


class WorksOutAnew(BaseModel):
    """A model whose copies take no cached property with them: they may differ in what it is of.

    pydantic's `model_copy` copies all that is in `__dict__`, where `cached_property` keeps its own.
    """

    def __copy__(self) -> Self:
        return _with_fields_alone(super().__copy__())

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return _with_fields_alone(super().__deepcopy__(memo))


def _with_fields_alone(copied: Model) -> Model:
    for name in copied.__dict__.keys() - type(copied).model_fields.keys():
        del copied.__dict__[name]
    return copied
