"""Settings: the keys of ``calque.toml``, given as a file, a mapping, or arguments of the single calls."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Union

from . import _native
from ._errors import InputError, SettingsError

#: What every call takes as ``settings``: the path of a ``calque.toml``, or a mapping with its keys, in which
#: ``min_confidence`` is as good as ``min-confidence``.
SettingsLike = Union[Mapping[str, Any], "os.PathLike[str]", str, None]


def native_settings(settings: SettingsLike = None, **over: Any) -> _native.Settings:
    """The settings of a call: ``over`` are its arguments, ``TABLE__KEY``; ``None`` leaves a key as it is."""
    tree = _tree(settings)
    for dotted, value in over.items():
        if value is None:
            continue
        *tables, key = (part.replace("_", "-") for part in dotted.split("__"))
        place = tree
        for table in tables:
            place = place.setdefault(table, {})
        place[key] = _plain(value)
    return _opened(json.dumps(tree, ensure_ascii=False))


@lru_cache(maxsize=32)
def _opened(text: str) -> _native.Settings:
    return _native.Settings.of_json(text)


def _tree(settings: SettingsLike) -> dict[str, Any]:
    if settings is None:
        return {}
    if isinstance(settings, (str, os.PathLike)):
        path = Path(settings)
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise InputError(f"{path}: is not UTF-8", "save the settings as UTF-8 text") from error
        except OSError as error:
            what = f"{path}: cannot be read: {error.strerror or error}"
            raise InputError(what, "give the path of a calque.toml, or a mapping with its keys") from error
        found: dict[str, Any] = json.loads(_native.Settings.json_of_toml(str(path), text))
        return found
    if isinstance(settings, Mapping):
        return _mapping(settings)
    what = f"settings cannot be a {type(settings).__name__}"
    raise SettingsError(what, "give the path of a calque.toml, or a mapping with its keys")


def _mapping(given: Mapping[str, Any]) -> dict[str, Any]:
    return {str(k).replace("_", "-"): _mapping(v) if isinstance(v, Mapping) else _plain(v) for k, v in given.items()}


def _plain(value: Any) -> Any:
    """Paths as text, single paths of a list as lists of one."""
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value


def paths(value: Union[str, "os.PathLike[str]", Sequence[Any], None]) -> Union[list[str], None]:
    """One path or several, as a list; ``None`` where none is given."""
    if value is None:
        return None
    if isinstance(value, (str, os.PathLike)):
        return [os.fspath(value)]
    return [os.fspath(v) for v in value]
