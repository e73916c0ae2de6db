"""Problems that experts of the place and of comparable places raise, with who says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.base.languages import _, current, listed
from kg.dossier.roadmap.ground import Ground, Opinion
from kg.dossier.roadmap.lines import listed_or, nothing, told
from kg.dossier.text.phrases import sentence
from kg.formats.documents.document import Block, Heading, Line, Span

MOST = 12


def own(ground: Ground) -> list[Opinion]:
    """What is said of the place and of its ties, and what its own experts say."""
    return [each for each in ground.opinions if ground.here in each.places]


def of_peers(ground: Ground) -> list[Opinion]:
    """The same of comparable places, the most alike first; what is said of the place too is its own."""
    found = [each for id in ground.alike for each in ground.opinions if id in each.places]
    return list({each.said.id: each for each in found if ground.here not in each.places}.values())


def problems(ground: Ground) -> Iterator[Block]:
    """Who says what hinders, here and in comparable places."""
    yield Heading(_("Raised here"), 3)
    yield from listed_or(
        list(_raised(ground, own(ground))),
        _("No statement about the place, and none of its experts, names a problem."),
        f"kg query statements-about-place --place {ground.here}",
    )
    yield Heading(_("Raised in comparable places"), 3)
    if not ground.peers:
        yield nothing(_("No place is comparable."), f"kg comparable {ground.here}")
        return
    yield from listed_or(
        list(_raised(ground, of_peers(ground)))[:MOST],
        _("No statement about comparable places, and none of their experts, names a problem. Places: {places}.").format(
            places=listed(ground.question.name(id) for id in ground.alike)
        ),
        "kg query problems-by-experts",
    )


def _raised(ground: Ground, opinions: Iterable[Opinion]) -> Iterator[Line]:
    for each in opinions:
        if each.said.problems:
            words = listed(ground.concept(code, "problem") for code in each.said.problems)
            said = _(" – {who}: {text}").format(who=ground.who(each), text=sentence(each.said.text(current())))
            yield from told(ground.cite, Span(words, strong=True), said, sources=each.said.sources)
