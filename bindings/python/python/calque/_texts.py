"""Texts: what may stand for one, and documents as they were read."""

from __future__ import annotations

import html
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Union

from . import _native
from ._errors import InputError
from ._settings import SettingsLike, native_settings

#: What may stand for a text: a ``str`` is the text itself, a ``pathlib.Path`` a file of any format that Calque
#: reads, a :class:`Document` what :func:`read` gave.
TextLike = Union[str, "os.PathLike[str]", "Document"]


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item or the like of a document: ``document.text[start:end]``."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Document:
    """A document as it was read.

    Attributes:
        name: Its path, its URL, or what it was called.
        text: Its text: NFC, line ends as ``\\n``, without markup. All spans count its code points.
        lang: The language that it declares; ``und`` where it declares none.
        format: Its format, such as ``markdown``.
        encoding: Its encoding, such as ``UTF-8``.
        blocks: Its paragraphs, headings and the like, in order.
        warnings: What was guessed or replaced.
    """

    name: str
    text: str
    lang: str
    format: str
    encoding: str
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...]
    _native: _native.Text = field(repr=False, compare=False)

    def __repr__(self) -> str:
        return f"Document({self.name!r}, {len(self.text)} characters, {len(self.blocks)} blocks, {self.format})"

    def _repr_html_(self) -> str:
        start = html.escape(self.text[:280]) + ("…" if len(self.text) > 280 else "")
        return (
            f"<div><b>{html.escape(self.name)}</b> · {html.escape(self.format)} · {len(self.blocks)} blocks"
            f"<blockquote style='white-space:pre-wrap'>{start}</blockquote></div>"
        )


def read(
    origin: Union[str, "os.PathLike[str]", bytes],
    *,
    format: Union[str, None] = None,
    encoding: Union[str, None] = None,
    name: Union[str, None] = None,
    settings: SettingsLike = None,
) -> Document:
    """Reads a document: a path, a URL, or bytes of a file.

    Args:
        origin: A path (``str`` or ``pathlib.Path``), a URL of http or https, or the bytes of a file.
        format: Its format, such as ``html`` or ``docx``; found out by name and content if absent.
        encoding: Its encoding, such as ``windows-1252``; found out if absent.
        name: What the bytes are called; the ending tells the format.
        settings: See :data:`calque.SettingsLike`.

    Raises:
        InputError: It is not there, of no format that Calque reads, or too large.
    """
    made = native_settings(settings, read__format=format, read__encoding=encoding)
    if isinstance(origin, (bytes, bytearray, memoryview)):
        return document(_native.Text.read(("bytes", name or "text", bytes(origin)), False, made))
    path = os.fspath(origin)
    return document(_native.Text.read((_kind(path), path), False, made))


def native_text(text: TextLike, name: str, settings: _native.Settings, lines: bool = False) -> _native.Text:
    """What stands for a text, read; ``name`` is what a ``str`` is called in messages."""
    if isinstance(text, Document):
        if lines:
            raise InputError(f"{text.name}: was not read line by line", "give the text or the path where lines=True")
        return text._native
    return _native.Text.read(origin_of(text, name), lines, settings)


def origin_of(text: Union[str, "os.PathLike[str]"], name: str) -> _native.Origin:
    """A text or a path as the engine takes it."""
    if isinstance(text, str):
        refuse_name(text)
        return ("text", name, text)
    if isinstance(text, os.PathLike):
        return ("path", os.fspath(text))
    what = f"a {type(text).__name__} is no text"
    raise InputError(what, "give the text as str, the path as pathlib.Path, or what calque.read() gave")


def refuse_name(text: str) -> None:
    """Refuses the name of a file where a text is wanted: it would be checked as a text of one word."""
    if len(text) > 4096 or "\n" in text or not text.strip():
        return
    if _kind(text) == "url":
        raise InputError(f"{text!r} is a text that looks like a URL", "pass calque.read(url) to check what is there")
    try:
        there = os.path.splitext(text)[1] != "" and Path(text).is_file()
    except (OSError, ValueError):
        there = False
    if there:
        raise InputError(f"{text!r} is a text that names a file", f"pass pathlib.Path({text!r}) to read the file")


def document(text: _native.Text) -> Document:
    """A document of the engine as users see it."""
    blocks = tuple(Block(*b) for b in text.blocks())
    return Document(text.name, text.text, text.lang, text.format, text.encoding, blocks, tuple(text.warnings), text)


def _kind(path: str) -> str:
    return "url" if path.startswith(("http://", "https://")) else "path"
