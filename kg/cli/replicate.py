"""``kg replicate``: every table and figure with the commands that made them, as one bundle."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import platform
import re
import shlex
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import click

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.files import files_below, scratch_folder, whole_folder
from kg.base.languages import LANGUAGES, N_, _, current, listed, speaking
from kg.base.progress import Step
from kg.base.version import __version__
from kg.cli import options
from kg.cli.output import print_rows
from kg.export.crate import METADATA, About, Action, crate, files_of
from kg.gather.roots import ADDED, BUNDLED, VARIABLE, Sources

_FILES = Path(__file__).with_suffix(".toml")
_GRAPH, _VERSIONS = "graph.nq", "versions.json"
_FOLDER = click.Path(path_type=Path, file_okay=False)


class Entry(NamedTuple):
    """A file of the bundle, or a folder whose name ends in ``/``: the words of the command, and what it says."""

    name: str
    command: str
    says: str


@click.command()
@click.option("--out", type=_FOLDER, help="The folder to write; a bundle that stands there is replaced.")
@click.option("--check", "checked", type=_FOLDER, help="Make this bundle anew, and say which of its files differ.")
@click.option("--file", "names", multiple=True, metavar="NAME", help="Only this file of the list; may be repeated.")
@click.option("--list", "to_list", is_flag=True, help="List the files with their commands, and stop.")
@click.option("--force", is_flag=True, help="Replace the folder even where it holds files of other origin.")
@options.sources
@options.lang
def replicate(
    out: Path | None,
    checked: Path | None,
    names: tuple[str, ...],
    to_list: bool,
    force: bool,
    sources: Sources,
    lang: str,
) -> int:
    """Write all tables and figures with the graph, the versions and the commands that made them.

    The folder is an RO-Crate: its metadata name the command, the data, the licence, the size and the
    SHA-256 of each file. The same data and versions give the same bytes; --check tells whether they
    do, with exit code 1 where a file differs.

    A file that the data do not give is named with the reason in README.md, with exit code 1; the
    others are there.

    \b
    Examples:
      kg replicate --out bundle
      kg replicate --check bundle
      kg replicate --file tables/claims.csv --lang ru --out claims
    """
    if to_list:
        rows = [(entry.name, f"kg {entry.command}", _(entry.says)) for entry in entries()]
        print_rows(("file", "command", "says"), rows)
        return 0
    bar, step = options.progress(_("computing"))
    with bar:
        if out is not None and checked is None:
            return _make(out, _chosen(names), sources, step, force=force, whole=not names)
        if checked is not None and out is None:
            return _compare(checked, sources, step)
    raise KgError(_("no folder is named"), hint="kg replicate --out FOLDER | --check FOLDER")


def entries() -> list[Entry]:
    """What a bundle holds besides the graph, the versions, the commands and the metadata."""
    table = tomllib.loads(_FILES.read_text(encoding="utf-8"))
    return [Entry(name, entry["command"], entry["says"]) for name, entry in table.items()]


def _chosen(names: Sequence[str]) -> list[Entry]:
    known = {entry.name: entry for entry in entries()}
    for name in names:
        if name not in known:
            told = _("no file of the bundle is called '{name}'").format(name=shown(name))
            raise KgError(told, hint=did_you_mean(name, known, "kg replicate --list"))
    return [entry for entry in known.values() if not names or entry.name in names]


def _make(out: Path, chosen: Sequence[Entry], sources: Sources, step: Step, *, force: bool, whole: bool) -> int:
    if not force:
        _refuse_foreign(out)
    with whole_folder(out.resolve()) as made:
        left = _fill(made, chosen, sources, step, lenient=whole)
    for name, reason in left.items():
        options.remark(_("not made of these data: {file} ({reason})").format(file=name, reason=reason))
    click.echo(out)
    return 1 if left else 0


def _refuse_foreign(out: Path) -> None:
    found = files_below(out)
    ours = _files(out) if found and (out / METADATA).is_file() else []
    if foreign := [name for name in found if name not in ours]:
        told = _("{path} holds {file}, which is of no bundle").format(path=out, file=foreign[0])
        raise KgError(told, hint=_("name a new folder, or add --force to replace this one"))


def _compare(old: Path, sources: Sources, step: Step) -> int:
    files = _files(old)
    lang, left = _told(old / _VERSIONS)
    chosen = [entry for entry in entries() if entry.name in left or any(file.startswith(entry.name) for file in files)]
    with scratch_folder() as new, speaking(lang):
        _fill(new, chosen, sources, step, lenient=True)
        known = {*files, *_files(new)}
        names = sorted(known.union(files_below(old)))
        found = {
            name: _difference(old / name, new / name) if name in known else N_("not of the bundle") for name in names
        }
    rows = [(name, _(state)) for name, state in found.items() if state]
    print_rows(("file", "state"), rows)
    click.echo(_("files compared: {n}; differing: {differing}").format(n=len(names), differing=len(rows)), err=True)
    if rows and not sources:
        click.echo(_("made anew from the bundled sources; name others, as the bundle had, with --sources"), err=True)
    return 1 if rows else 0


def _difference(old: Path, new: Path) -> str:
    if not old.is_file() or not new.is_file():
        return N_("missing") if new.is_file() else N_("no longer made")
    return "" if old.read_bytes() == new.read_bytes() else N_("differs")


def _files(bundle: Path) -> list[str]:
    """The files of a bundle by what its metadata say, these among them; raises :class:`KgError` where it is none."""
    try:
        files = files_of((bundle / METADATA).read_bytes())
        is_inside = all(not {"", "..", "."}.intersection(name.split("/")) for name in files)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, StopIteration):
        files, is_inside = [], False
    if not is_inside or _VERSIONS not in files:
        raise KgError(_("{path} is no bundle").format(path=bundle), hint="kg replicate --out FOLDER")
    return [*files, METADATA]


def _told(versions: Path) -> tuple[str, Sequence[str]]:
    """The language of a bundle, and the files that could not be made of its data."""
    try:
        told = json.loads(versions.read_bytes())
        lang, left = told["language"], [str(name) for name in told.get("notMade", ())]
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        lang, left = None, []
    if lang not in LANGUAGES:
        told = _("{path} does not say the language of the bundle").format(path=versions)
        raise KgError(told, hint=_("fetch the bundle anew"))
    return str(lang), left


def _fill(folder: Path, chosen: Sequence[Entry], sources: Sources, step: Step, *, lenient: bool) -> dict[str, str]:
    """Run the commands in a folder and write beside their files what tells how they were made.

    Returns the files that could not be made of these data, each with the reason; unless ``lenient``, the first
    such reason is raised. What a computer lacks, and not the data, is always raised.
    """
    left: dict[str, str] = {}
    own = [folder for folder, origin in sources.origins().items() if origin in (VARIABLE, ADDED)]
    given = [word for root in (*own, *sources.given) for word in ("--sources", str(root.resolve()))]
    given += ["--only"] if sources.only else []
    lang = ["--lang", current()]
    with contextlib.chdir(folder):
        step(_GRAPH, 0)
        commands = [["build", "--out", _GRAPH, *lang, *given]]
        told = [_run(commands[0])]
        for number, entry in enumerate(chosen, 1):
            step(entry.name, number / (len(chosen) + 1))
            Path(entry.name).parent.mkdir(parents=True, exist_ok=True)
            command = [*shlex.split(entry.command), *lang, *given, "--out", entry.name.rstrip("/")]
            try:
                told.append(_run(command))
            except KgError as error:
                if not lenient or isinstance(error.__context__, ImportError | OSError):
                    raise
                left[entry.name] = str(error)
                continue
            commands.append(command)
        Path(f"{_GRAPH}.gz").write_bytes(gzip.compress(Path(_GRAPH).read_bytes(), mtime=0))
        graph = Path(_GRAPH).read_bytes()
        Path(_GRAPH).unlink()
        named = [Entry(f"{_GRAPH}.gz", "build", N_("The graph with the sources of each value, as N-Quads."))]
        named += [entry for entry in chosen if entry.name not in left]
        actions = [
            Action(["kg", *command], _made(entry.name), _(entry.says), "" if command[0] == "build" else f"{_GRAPH}.gz")
            for entry, command in zip(named, commands, strict=True)
        ]
        beside = {
            "README.md": (
                _readme(actions, told, sources, left),
                _("What the bundle holds, and what each command told."),
            ),
            "commands.sh": (_script(actions), _("The commands that made the files.")),
            _VERSIONS: (_versions(graph, sources, left), _("The versions of the data, of Python and of the packages.")),
        }
        for name, (text, _says) in beside.items():
            Path(name).write_text(text, encoding="utf-8", newline="\n")
        said = {name: says for name, (_text, says) in beside.items()}
        Path(METADATA).write_bytes(crate(Path(), actions, said, _about()))
    return left


def _made(name: str) -> list[str]:
    return sorted(path.as_posix() for path in Path(name).iterdir()) if name.endswith("/") else [name]


def _run(words: Sequence[str]) -> str:
    """What a command tells on stderr; raises what it raises."""
    from kg.cli.main import kg

    told = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(told):
        kg.main(list(words), prog_name="kg", standalone_mode=False)
    return told.getvalue().strip()


def _script(actions: Sequence[Action]) -> str:
    folders = sorted({str(Path(file).parent) for action in actions for file in action.files} - {"."})
    made = [shlex.join(["mkdir", "-p", *folders])] if folders else []
    lines = ["#!/bin/sh", "set -e", *made, *(shlex.join(action.command) for action in actions), f"gzip -n {_GRAPH}"]
    return "\n".join(lines) + "\n"


def _beside(sources: Sources) -> list[dict[str, str]]:
    """The sources that were read besides the bundled ones: their folders, without the way there, and who names them."""
    read = sources.origins().items()
    return [{"folder": folder.name, "origin": origin} for folder, origin in read if origin != BUNDLED]


def _readme(actions: Sequence[Action], told: Sequence[str], sources: Sources, left: Mapping[str, str]) -> str:
    about = _about()
    head = [word.capitalize() for word in (_("file"), _("what it holds"), _("command"))]
    rows = [(", ".join(action.files), action.says, f"`{shlex.join(action.command)}`") for action in actions]
    table = "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * 3, *rows))
    again = _("`kg replicate --check FOLDER` makes all of it anew and names what differs.")
    notes = [f"### {', '.join(action.files)}\n\n{text}" for action, text in zip(actions, told, strict=True) if text]
    heading = _("What the commands told")
    others = [f"`{each['folder']}` ({_(each['origin'])})" for each in _beside(sources)]
    read = [_("Sources read besides the bundled ones: {list}").format(list=listed(others))] if others else []
    lacking = [f"## {_('What these data do not give')}", "\n".join(f"- {name}: {why}" for name, why in left.items())]
    text = [f"# {about.title}", about.description, again, *read, table, *(lacking if left else ())]
    return "\n\n".join([*text, f"## {heading}", *notes]) + "\n"


def _versions(graph: bytes, sources: Sources, left: Iterable[str]) -> str:
    about = _about()
    data = {"version": about.version, "released": about.released, "graphSha256": hashlib.sha256(graph).hexdigest()}
    versions = {
        "data": data, "sources": _beside(sources), "kg": __version__, "language": current(),
        "python": platform.python_version(), "packages": dict(sorted(_packages())), "notMade": [*left],
    }  # fmt: skip
    return json.dumps(versions, indent=1) + "\n"


def _packages() -> Iterator[tuple[str, str]]:
    """The packages that the bundle is made with, by name and version, those that are installed."""
    for need in metadata.requires("interregional-ties") or []:
        name = re.split(r"[^\w.-]", need, maxsplit=1)[0]
        if "extra ==" not in need or "papers" in need:
            with contextlib.suppress(metadata.PackageNotFoundError):
                yield name, metadata.version(name)


def _about() -> About:
    from kg.formats.references import data_set

    cited = data_set()
    told = _("Tables, figures, models and the graph of the data set, with the commands that made them.")
    return About(cited.title, told, cited.author, cited.issued, cited.version, cited.url)
