"""Every text that a person meets is marked for translation: what refuses, what is printed, what advises."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import kg
from kg.base.errors import KgError

ROOT = Path(__file__).resolve().parent.parent.parent

# What marks a text: translated at once, or by whoever shows the table that it stands in.
MARKS = {"_", "N_", "ngettext", "pick", "translated"}
PRINTERS = {"echo", "secho", "confirm", "prompt", "print", "print_exception", "rule", "warn", "Text"}
# Words to type, the same in every language: a command, a line of the shell, the name before a refusal.
TYPED = re.compile(r"\A(?:kg |pip install |\.[a-z]+\Z|kg: \Z|kg> \Z|off\Z)")
WORD = re.compile(r"[A-Za-z]{2,}")


def refusals() -> set[str]:
    """The names of the exceptions that are told to a person, found by importing every module of kg."""
    for module in pkgutil.walk_packages(kg.__path__, "kg."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: list[type] = [KgError, click.ClickException]
    for kind in found:
        found += kind.__subclasses__()
    return {kind.__name__ for kind in found}


def unmarked(node: ast.expr, texts: dict[str, list[ast.expr]]) -> Iterator[ast.expr]:
    """The literals in the value of an expression that would be shown in English to everyone.

    A name is what was assigned to it in the same function.
    """
    if isinstance(node, ast.Constant | ast.JoinedStr):
        words = [part.value for part in _pieces(node) if isinstance(part.value, str)]
        if any(map(WORD.search, words)) and not TYPED.match(words[0]):
            yield node
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
        yield from (arg for arg in node.args if isinstance(arg, ast.JoinedStr))
    elif isinstance(node, ast.Name):
        yield from (found for value in texts.get(node.id, ()) for found in unmarked(value, {}))
    else:
        yield from (found for part in _choices(node) for found in unmarked(part, texts))


def _pieces(node: ast.Constant | ast.JoinedStr) -> list[ast.Constant]:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return [part for part in parts if isinstance(part, ast.Constant)]


def _choices(node: ast.expr) -> list[ast.expr]:
    """The parts of an expression that its value is one of, or is made of."""
    match node:
        case ast.Call(func=ast.Name(id="did_you_mean" | "offered"), args=[*_rest, otherwise]):
            return [otherwise]
        case ast.Call(func=ast.Attribute(value=receiver, attr="format" | "format_map" | "join")):
            return [receiver]
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            return [one, other]
        case ast.BoolOp(values=several):
            return several
    return []


def faults(source: str, kinds: set[str]) -> Iterator[tuple[int, str]]:
    """Line and text of each unmarked literal in the calls of a module that tell a person something."""
    tree = ast.parse(source)
    scopes = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    found: set[tuple[int, str]] = set()
    for scope in (tree, *scopes):
        texts: dict[str, list[ast.expr]] = {}
        for node in ast.walk(scope):
            if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Name) and scope is not tree:
                texts.setdefault(target.id, []).append(node.value)
        for node in ast.walk(scope):
            if isinstance(node, ast.Call):
                for shown in told(node, kinds):
                    found |= {(text.lineno, ast.unparse(text)) for text in unmarked(shown, texts)}
    yield from sorted(found)


def told(call: ast.Call, kinds: set[str]) -> Iterator[ast.expr]:
    """The arguments of a call that a person reads: those of a refusal or a print, the title and notes of a table."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name in kinds:
        yield from call.args
        yield from (word.value for word in call.keywords if word.arg in {"hint", "message"})
    elif name in PRINTERS:
        yield from call.args[:1]
    for word in call.keywords:
        if word.arg == "title":
            yield word.value
        elif word.arg in {"note", "notes"}:
            yield from word.value.elts if isinstance(word.value, ast.List | ast.Tuple) else [word.value]


@pytest.mark.parametrize(
    "line",
    [
        'raise KgError("no such place")',
        'raise KgError(f"no place is called {name}")',
        'raise KgError(_("no such place"), hint="look again")',
        'raise KgError(_(f"no place is called {name}"))',
        'raise KgError("no place is called {name}".format(name=name))',
        'raise KgError(_("no such view"), hint=did_you_mean(view, SHAPES, "one of two"))',
        'raise KgError(_("no such view"), hint=near or "one of two")',
        'def f():\n    told = "no such place"\n    raise KgError(told)',
        'raise click.BadParameter("no such place")',
        'click.echo(f"{n} rows")',
        'Table(columns, rows, notes=["the counts are partial"])',
    ],
)
def test_an_unmarked_text_is_found(line: str) -> None:
    assert list(faults(line, {"KgError", "BadParameter"}))


@pytest.mark.parametrize(
    "line",
    [
        'raise KgError(_("no place is called {name}").format(name=name), hint="kg places")',
        'raise KgError(_("no such view"), hint=did_you_mean(view, SHAPES, ", ".join(SHAPES)))',
        'def f():\n    told = _("no such place")\n    raise KgError(told)',
        "raise KgError(_(WRONG[code]))",
        'click.echo(f"kg: {error}")',
    ],
)
def test_a_marked_text_and_words_to_type_pass(line: str) -> None:
    assert not list(faults(line, {"KgError"}))


def test_every_text_that_a_person_meets_is_marked_for_translation() -> None:
    kinds = refusals()
    assert {"KgError", "ShapesError", "EndpointError", "UsageError", "BadParameter"} <= kinds
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{line}: {text}"
        for path in sorted((ROOT / "kg").rglob("*.py"))
        for line, text in faults(path.read_text(encoding="utf-8"), kinds)
    ]
    assert found == []
