"""``kg survey code``, ``agreement`` and ``settle``: free answers read by two people."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.base.errors import KgError
from kg.base.languages import N_, _, decimal, ngettext
from kg.cli import options
from kg.cli.import_dialogue import key, tell
from kg.cli.output import output_options

if TYPE_CHECKING:
    from kg.survey.coding.codings import Codings, Concepts
    from kg.survey.coding.texts import Unit

_KEYS = N_("1-9 put or take off   / find by words   Enter keep   0 none fits   u undo   q quit")
_SETTLE = N_("y it holds   n it does not   u undo   q quit")
_TEXT = N_("respondent"), N_("item"), N_("text")
_AGREED = N_("agreed"), N_("kappa"), N_("kappa, 95 %"), N_("alpha"), N_("alpha, 95 %")
_ENTER = "\r\n"

_path = click.argument("path", type=click.Path(path_type=Path, exists=True))
_item = click.option("--item", default="", metavar="NAME", help="Only the answers to this item of the questionnaire.")
_column = click.option(
    "--column", default="", metavar="NAME", help="The column of texts of a file. Default: the longest."
)
_id = click.option(
    "--id", "id_column", default="", metavar="NAME", help="The column of ids of a file. Default: its rows."
)


@click.command()
@_path
@click.option("--coder", required=True, metavar="NAME", help="Who reads; codings are kept under this name.")
@click.option(
    "--scheme",
    "schemes",
    multiple=True,
    type=click.Choice(["problem", "sphere", "measure"]),
    help="Only concepts of this scheme; may be repeated.",
)
@_item
@_column
@_id
@options.lang
def code(path: Path, coder: str, schemes: tuple[str, ...], lang: str, **where: str) -> None:
    """Code the free answers in PATH, a wave's folder or a table, one key a decision.

    Each text is shown with concepts that its words bring to mind: a list to choose from, nothing
    is coded by itself. What is kept is written at once, so that you may stop at any time and go
    on later. A second coder does the same under another name, and sees nothing of the first.

    \b
    Examples:
      kg survey code wave-2027 --coder anna
      kg survey code answers.csv --column problems_text --coder li
    """
    from kg.survey.coding.codings import Codings, coder_named
    from kg.survey.coding.suggested import SCHEMES
    from kg.survey.coding.texts import texts_of

    codings = Codings(texts_of(path, **where))
    done = CodingDialogue(codings, coder_named(coder), schemes or SCHEMES).run()
    coded = len(codings.of(coder))
    told = _("texts coded by {coder}: {n} of {all}; kept in {path}")
    click.echo(told.format(coder=coder, n=coded, all=len(codings.texts.units), path=codings.texts.kept), err=True)
    if done and len(codings.coders) == 2:
        click.echo(f"kg survey agreement {shlex.quote(str(path))}", err=True)


@click.command()
@_path
@_item
@_column
@_id
@click.option("--disagreements", is_flag=True, help="List the texts on which the coders differ.")
@output_options()
def agreement(path: Path, disagreements: bool, form: str | None, lang: str, out: Path | None, **where: str) -> None:
    """Say how far two coders agree: Cohen's kappa and Krippendorff's alpha with 95 % intervals.

    \b
    Examples:
      kg survey agreement wave-2027
      kg survey agreement wave-2027 --disagreements --out disagreements.xlsx
    """
    from kg.cli.output import print_rows
    from kg.survey.coding.agreement import agreement as agreement_of
    from kg.survey.coding.codings import Codings
    from kg.survey.coding.suggested import SCHEMES, label
    from kg.survey.coding.texts import texts_of

    codings = Codings(texts_of(path, **where))
    first, second = codings.pair()
    rows: list[tuple[Any, ...]]
    if disagreements:
        differ = codings.disagreements()
        columns: tuple[str, ...] = (*_TEXT, N_("concept"), N_("found by"), N_("not by"), N_("code"))
        rows = [(*one.unit, label(one.concept), one.found_by, one.missed_by, one.concept) for one in differ]
        print_rows(columns, rows, form, out, lang)
        return
    both = codings.both()
    if not both:
        raise KgError(_("{a} and {b} have coded no text in common").format(a=first, b=second), hint="kg survey code")
    columns = (N_("scheme"), N_("concept"), N_("texts"), first, second, *_AGREED)
    rows = [
        (one.scheme, label(one.concept) if one.concept else _("all"), one.texts, one.first, one.second,
         round(one.agreed, 3), *_shown(one.kappa), *_shown(one.alpha))
        for one in agreement_of(both, SCHEMES)
    ]  # fmt: skip
    print_rows(columns, rows, form, out, lang)
    left = len(codings.disagreements())
    said = ngettext(
        "{n} disagreement; to settle it: kg survey settle {path}",
        "{n} disagreements; to settle them: kg survey settle {path}",
        left,
    ).format(n=left, path=shlex.quote(str(path)))
    click.echo(said if left else _("no disagreement"), err=True)


@click.command()
@_path
@_item
@_column
@_id
@options.lang
def settle(path: Path, lang: str, **where: str) -> None:
    """Settle what two coders see differently, one key a decision; both readings stay beside it.

    \b
    Example:
      kg survey settle wave-2027
    """
    from kg.survey.coding.codings import SETTLED, Codings
    from kg.survey.coding.texts import texts_of

    codings = Codings(texts_of(path, **where))
    is_done = SettlingDialogue(codings).run()
    told = _("texts settled: {n} of {all}; kept in {path}") if is_done else _("stopped; texts settled: {n} of {all}")
    counts = {"n": len(codings.of(SETTLED)), "all": len(codings.both()), "path": codings.texts.kept}
    click.echo(told.format(**counts), err=True)
    if is_done and path.is_dir():
        click.echo(f"kg survey report {shlex.quote(str(path))}", err=True)


def _shown(value: tuple[float, float, float] | None) -> tuple[float | None, str]:
    return (
        (None, "")
        if value is None
        else (round(value[0], 3), decimal(f"{value[1]:.2f} … {value[2]:.2f}".replace("-", "−")))
    )


class CodingDialogue:
    """Shows one text after another that a coder has not read; each is kept before the next."""

    def __init__(self, codings: Codings, coder: str, schemes: tuple[str, ...], ask: Callable[[], str] = key) -> None:
        self.codings = codings
        self.coder = coder
        self.schemes = schemes
        self.ask = ask
        self._done: list[Unit] = []
        self._stopped = False

    def run(self) -> bool:
        """Go through all texts; false where the coder stopped."""
        tell(_(_KEYS))
        while unread := [unit for unit in self.codings.texts.units if unit.key not in self.codings.of(self.coder)]:
            found = self._one(unread[0], len(unread))
            if found is not None:
                self.codings.put(self.coder, unread[0], found)
                self._done.append(unread[0])
            elif not self._undo():
                return False
        return True

    def _one(self, unit: Unit, left: int) -> Concepts | None:
        """The concepts of one text; none where the coder goes back or stops."""
        from kg.survey.coding.suggested import suggested

        tell("\n" + _("{respondent}, {item} [{n} left]").format(respondent=unit.respondent, item=unit.item, n=left))
        tell(f"  {unit.text}")
        taken: dict[str, None] = {}
        offered = suggested(unit.text, self.schemes)
        self._show(offered, taken)
        while True:
            pressed = self.ask()
            if pressed == "q":
                self._stopped = True
                return None
            if pressed == "u":
                self._stopped = False
                return None
            if pressed == "0" and not taken:
                return ()
            if pressed in _ENTER and taken:
                return tuple(taken)
            if pressed == "/":
                words = click.prompt(_("words"), default="", show_default=False, err=True)
                offered = [*taken, *(each for each in suggested(words, self.schemes) if each not in taken)][:9]
            elif pressed.isdecimal() and 1 <= int(pressed) <= len(offered):
                chosen = offered[int(pressed) - 1]
                if chosen in taken:
                    del taken[chosen]
                else:
                    taken[chosen] = None
            else:
                tell(_(_KEYS))
            self._show(offered, taken)

    def _show(self, offered: list[str], taken: dict[str, None]) -> None:
        for number, concept in enumerate(offered, 1):
            tell(f"  {number} {'[x]' if concept in taken else '[ ]'} {_named(concept)}")
        for concept in taken.keys() - {*offered}:
            tell(f"    [x] {_named(concept)}")
        if not offered and not taken:
            tell(_("  its words bring no concept to mind: / finds one, 0 says that none fits"))

    def _undo(self) -> bool:
        """Go back one text; false where the coder stops."""
        if self._stopped:
            return False
        if self._done:
            self.codings.put(self.coder, self._done.pop(), None)
        else:
            tell(_("nothing to undo"))
        return True


class SettlingDialogue:
    """Asks of each concept that only one coder gave whether it holds; a text is settled when all of its are."""

    def __init__(self, codings: Codings, ask: Callable[[], str] = key) -> None:
        self.codings = codings
        self.ask = ask

    def run(self) -> bool:
        """Go through all texts that both read; false where the person stopped."""
        from kg.survey.coding.codings import SETTLED

        both = self.codings.both()
        tell(_(_SETTLE))
        at = 0
        while at < len(both):
            settled = self._one(*both[at])
            if isinstance(settled, str):
                asked = [number for number in range(at) if {*both[number][1]} ^ {*both[number][2]}]
                if settled == "q" or not asked:
                    return False
                at = asked[-1]
            else:
                self.codings.put(SETTLED, both[at][0], settled)
                at += 1
        return True

    def _one(self, unit: Unit, first: Concepts, second: Concepts) -> Concepts | str:
        """What the text is settled to, or the key that leaves it."""
        from kg.survey.coding.suggested import label

        held = [*({*first} & {*second})]
        a, b = self.codings.pair()
        differ = sorted({*first} ^ {*second})
        if differ:
            tell(f"\n{unit.respondent}, {unit.item}\n  {unit.text}")
        for concept in differ:
            who = a if concept in first else b
            tell(_("  {concept}: found by {coder}. Does it hold?").format(concept=label(concept), coder=who))
            while (pressed := self.ask()) not in ("y", "n", "u", "q"):
                tell(_(_SETTLE))
            if pressed in ("u", "q"):
                return pressed
            if pressed == "y":
                held.append(concept)
        return tuple(sorted(held))


def _named(concept: str) -> str:
    from kg.survey.coding.suggested import label

    return _("{name} ({other})").format(name=label(concept), other=concept)
