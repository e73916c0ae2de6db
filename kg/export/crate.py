"""The metadata of a bundle of files as RO-Crate 1.1: what each file is, which command made it and of what.

The crate holds no time of day: the same files give the same bytes. See https://w3id.org/ro/crate/1.1.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kg.base.version import __version__

METADATA = "ro-crate-metadata.json"
_SPECIFICATION = "https://w3id.org/ro/crate/1.1"
_LICENCES = {
    "CC-BY-4.0": ("https://creativecommons.org/licenses/by/4.0/", "Creative Commons Attribution 4.0 International"),
    "MIT": ("https://spdx.org/licenses/MIT", "MIT License"),
}
_ENCODINGS = {
    ".bib": "application/x-bibtex", ".csv": "text/csv", ".gz": "application/gzip", ".html": "text/html",
    ".json": "application/json", ".md": "text/markdown", ".sh": "text/x-shellscript", ".svg": "image/svg+xml",
}  # fmt: skip
_AUTHOR, _DATA = {"@id": "#authors"}, {"@id": "#sources"}
Entity = dict[str, Any]


class Action(NamedTuple):
    """A command with the files that it made, by their paths in the bundle, and what these say."""

    command: Sequence[str]
    files: Sequence[str]
    says: str
    reads: str = ""  # the file of the bundle that it reads, else the sources


class About(NamedTuple):
    """What a crate says of itself, as the data set is cited."""

    title: str
    description: str
    author: str
    released: str
    version: str
    url: str


def crate(folder: Path, actions: Sequence[Action], written: Mapping[str, str], about: About) -> bytes:
    """The metadata of the files in a folder: those that commands made, and those ``written`` beside them, by name."""
    files = [*written, *(file for action in actions for file in action.files)]
    says = {**written, **{file: action.says for action in actions for file in action.files}}
    programs = {name: f"#kg-{name.replace(' ', '-')}" for name in sorted({_program(each) for each in actions})}
    graph: list[Entity] = [
        {"@id": METADATA, "@type": "CreativeWork", "conformsTo": {"@id": _SPECIFICATION}, "about": {"@id": "./"}},
        {
            "@id": "./", "@type": "Dataset", "name": about.title, "description": about.description,
            "datePublished": about.released, "version": about.version, "author": _AUTHOR, "publisher": _AUTHOR,
            "isBasedOn": _DATA,
            "license": _licence("CC-BY-4.0"), "hasPart": _ids(files),
            "mentions": _ids(f"#make-{number}" for number, _ in enumerate(actions, 1)),
        },
        {"@id": "#authors", "@type": "Organization", "name": about.author, "url": about.url},
        {
            "@id": "#sources", "@type": "Dataset", "name": about.title, "url": about.url, "version": about.version,
            "license": _licence("CC-BY-4.0"), "author": _AUTHOR,
        },
        *({"@id": address, "@type": "CreativeWork", "name": name} for address, name in _LICENCES.values()),
        *(
            {
                "@id": id, "@type": "SoftwareApplication", "name": f"kg {name}", "softwareVersion": __version__,
                "url": about.url, "license": _licence("MIT"), "author": _AUTHOR,
            }
            for name, id in programs.items()
        ),
        *(_file(folder, name, says[name]) for name in files),
        *(
            {
                "@id": f"#make-{number}", "@type": "CreateAction", "name": action.says,
                "description": " ".join(action.command), "instrument": {"@id": programs[_program(action)]},
                "object": {"@id": action.reads} if action.reads else _DATA, "result": _ids(action.files),
                "agent": _AUTHOR,
            }
            for number, action in enumerate(actions, 1)
        ),
    ]  # fmt: skip
    metadata = {"@context": f"{_SPECIFICATION}/context", "@graph": graph}
    return (json.dumps(metadata, ensure_ascii=False, indent=1) + "\n").encode()


def files_of(metadata: bytes) -> list[str]:
    """The files that the metadata of a crate name.

    >>> files_of(b'{"@graph": [{"@id": "./", "hasPart": [{"@id": "a.csv"}]}]}')
    ['a.csv']
    """
    root = next(entity for entity in json.loads(metadata)["@graph"] if entity["@id"] == "./")
    return [part["@id"] for part in root["hasPart"]]


def _file(folder: Path, name: str, says: str) -> Entity:
    content = Path(folder, name).read_bytes()
    return {
        "@id": name, "@type": "File", "name": says, "encodingFormat": _ENCODINGS[Path(name).suffix],
        "contentSize": str(len(content)), "sha256": hashlib.sha256(content).hexdigest(), "author": _AUTHOR,
        "license": _licence("MIT" if name.endswith(".sh") else "CC-BY-4.0"),
    }  # fmt: skip


def _program(action: Action) -> str:
    """The command without its options: its first words.

    >>> _program(Action(["kg", "test", "claim", "--lang", "en"], [], ""))
    'test claim'
    """
    words = action.command[1:]
    is_group = words[0] in ("measure", "plot", "test")
    return " ".join(words[: 2 if is_group else 1])


def _licence(name: str) -> Entity:
    return {"@id": _LICENCES[name][0]}


def _ids(names: Iterable[str]) -> Entity | list[Entity]:
    """References; RO-Crate writes a single one without a list."""
    found = [{"@id": name} for name in names]
    return found[0] if len(found) == 1 else found
