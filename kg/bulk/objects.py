"""Objects of stores, by their addresses: listed, and fetched a part at a time, by the readers that come with Arrow."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import partial
from glob import has_magic
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NamedTuple

from kg.base.errors import KgError, cause, shown
from kg.base.languages import _

SCHEMES: Final = ("s3", "gs", "abfs", "abfss")
_PIECE = 1 << 20


class StoreError(OSError):
    """A store that does not answer, or lacks the object, or does not give it."""


class Object(NamedTuple):
    """An object by its address, and what tells its content from any other as well as a store says it."""

    address: str
    size: int
    changed: str


def is_stored(path: str) -> bool:
    """Whether a path is the address of an object in a store that is read here."""
    return path.partition("://")[0] in SCHEMES and "://" in path


def listed_at(address: str) -> Iterator[Object]:
    """The objects of an address, of all keys below it, or of a pattern, in the order of their keys.

    Raises :class:`KgError` where there is none, or the store does not answer.
    """
    try:
        store, path = placed(address) if address.partition("://")[2].strip("/") else (None, "")
        found = _found(store, path.rstrip("/")) if not has_magic(path.partition("/")[0]) and path else []
    except Exception as error:  # Arrow has OSError and its own
        told = _("{path} cannot be read: {reason}").format(path=shown(address), reason=cause(error))
        names = "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL"
        hint = _("look whether the address is right, and key and server in the environment ({names})")
        raise KgError(told, hint=hint.format(names=names)) from error
    if not found:
        raise KgError(_("there is no file at {path}").format(path=shown(address)))
    for each in sorted(found, key=lambda info: str(info.path)):
        yield Object(f"{_root(address)}/{each.path.partition('/')[2]}", each.size, str(each.mtime_ns))


def fetch(address: str, file: Path) -> None:
    """Copy an object into a file; raises :class:`StoreError`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        store, path = placed(address)
        stream = store.open_input_file(path)
    except Exception as error:
        raise StoreError(f"{address}: {cause(error)}") from error
    with stream, file.open("wb") as out:
        for piece in iter(partial(_read, stream, address), b""):
            out.write(piece)


def _read(stream: Any, address: str) -> bytes:
    """A piece of an object, whose faults are those of the store and not of the disk that is written."""
    try:
        return bytes(stream.read(_PIECE))
    except Exception as error:
        raise StoreError(f"{address}: {cause(error)}") from error


def _found(store: Any, path: str) -> list[Any]:
    fs = import_module("pyarrow.fs")
    (alone,) = store.get_file_info([path])
    if alone.type == fs.FileType.File:
        return [alone]
    above = path
    while has_magic(above):
        above = above.rpartition("/")[0]
    below = store.get_file_info(fs.FileSelector(above, recursive=True, allow_not_found="/" in above))
    if not below:
        store.get_file_info(fs.FileSelector(path.partition("/")[0]))  # which is an error where there is no bucket
    files = [each for each in below if each.type == fs.FileType.File]
    if above != path:
        depth = None if "**" in path else path.count("/")
        return [each for each in files if fnmatchcase(each.path, path) and depth in {None, each.path.count("/")}]
    return [each for each in files if not each.base_name.startswith((".", "_"))]


def placed(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path there: key and server are told by the environment.

    Beside the bucket the address may name the account (abfss://bucket@account.dfs.core.windows.net/key) or nobody
    (gs://anonymous@bucket/key); neither is a part of the path.
    """
    fs = import_module("pyarrow.fs")
    root = _root(address)
    bucket, key = root.partition("://")[2], address.removeprefix(root)
    server = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    if root.startswith("s3:") and server:
        return fs.S3FileSystem(endpoint_override=server, connect_timeout=10), bucket + key
    store, bucket = fs.FileSystem.from_uri(root)
    return store, bucket.rstrip("/") + key


def _root(address: str) -> str:
    """An address up to the end of its bucket."""
    scheme, mark, path = address.partition("://")
    return scheme + mark + path.partition("/")[0]
