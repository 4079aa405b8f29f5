"""The exceptions: each says what is wrong, and what to do about it."""

from __future__ import annotations


class CalqueError(Exception):
    """Something that Calque cannot do.

    Attributes:
        what: What is wrong, and where.
        remedy: What can be done about it.
    """

    what: str
    remedy: str

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}\n  help: {self.remedy}" if self.remedy else self.what


class InputError(CalqueError):
    """A file, page or table that cannot be read."""


class SettingsError(CalqueError, ValueError):
    """A setting or an argument that there is not, or a value that it cannot have."""


class TextsError(CalqueError, ValueError):
    """Texts that do not belong together: of one language, swapped, or unrelated; or too long to be paired."""


class ModelError(CalqueError):
    """A model that cannot be opened, or languages that no model knows."""
