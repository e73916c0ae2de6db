"""The dialogue in which a person judges predicted links, one key each, with undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kg.base.languages import N_, _, decimal
from kg.formats.shown_cells import seen
from kg.wikidata.items import page
from kg.wikidata.links import Link, Links
from kg.wikidata.reasons import in_words

KEYS = {"y": "positive", "n": "negative", "u": "unsure", "s": ""}  # nothing: skipped
UNDO, QUIT = "z", "q"
HELP = N_("y yes   n no   u unsure   s skip   z undo   q quit")


class Tally(NamedTuple):
    """How many links were judged in which way."""

    positive: int = 0
    negative: int = 0
    unsure: int = 0
    skipped: int = 0


class Review:
    """One sitting. Every judgement is on disk before the next question, so stopping at any point is safe.

    ``ask`` gives one key, ``tell`` shows a line; both are handed in.
    """

    def __init__(
        self, links: Links, author: str, date: str, ask: Callable[[], str], tell: Callable[[str], None]
    ) -> None:
        self.links = links
        self.author = author
        self.date = date
        self.ask = ask
        self.tell = tell
        self._done: list[tuple[Link, str]] = []  # what was judged or skipped in this sitting, for undo

    def run(self) -> Tally:
        """Ask about every predicted link, the surest first, until there is none or the person stops."""
        self.tell(_(HELP))
        while (link := self._next()) is not None:
            self._show(link)
            while (key := self.ask().lower()) not in (*KEYS, UNDO, QUIT):
                self.tell(_(HELP))
            if key == QUIT:
                break
            if key == UNDO:
                self._undo()
            else:
                self._judge(link, KEYS[key])
        return self.tally()

    def _next(self) -> Link | None:
        skipped = {link.pair for link, kind in self._done if not kind}
        taken = {subject for subject, _ in self.links.tables["positive"]}
        predicted = self.links.tables["predicted"].values()
        left = [link for link in predicted if link.pair not in skipped and link.subject_id not in taken]
        return min(left, key=lambda link: (-float(link.confidence or 0), link.pair), default=None)

    def _show(self, link: Link) -> None:
        left = _("{n} left").format(n=len(self.links.tables["predicted"]))
        names = f"{link.subject_label} ({link.subject_id}) = {link.object_label}?"
        told = f"  {decimal(link.confidence)}  {in_words(link.comment)}"
        for line in ("", f"{names}  {page(link.qid)}   [{left}]", told):
            self.tell(seen(line))

    def _judge(self, link: Link, kind: str) -> None:
        if kind:
            self.links.put(kind, link.judged(kind, self.author, self.date))
            self.links.save(kind, "predicted")
        self._done.append((link, kind))

    def _undo(self) -> None:
        if not self._done:
            self.tell(_("nothing to undo"))
            return
        link, kind = self._done.pop()
        if kind:
            del self.links.tables[kind][link.pair]
            self.links.put("predicted", link)
            self.links.save("predicted")  # first back, then gone: a crash between the two keeps the judgement
            self.links.save(kind)
        told = _("undone: {ours} – {theirs}").format(ours=link.subject_label, theirs=link.object_label)
        self.tell(seen(told))

    def tally(self) -> Tally:
        """What was judged in this sitting so far; all of it is on disk."""
        kinds = [kind for _link, kind in self._done]
        return Tally(*(kinds.count(kind) for kind in ("positive", "negative", "unsure", "")))

    def told(self) -> str:
        """The tally in words."""
        told = _("{positive} yes, {negative} no, {unsure} unsure, {skipped} skipped; each judgement is kept")
        return told.format_map(self.tally()._asdict())
