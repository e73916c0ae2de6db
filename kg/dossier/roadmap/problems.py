"""Problems that experts of the place and of comparable places raise, with who says so."""

from __future__ import annotations

from collections.abc import Iterator

from kg.base.languages import _, current, listed
from kg.dossier.comparable import CRITERIA, Peer
from kg.dossier.roadmap.experience import Opinion
from kg.dossier.roadmap.ground import Ground
from kg.dossier.roadmap.lines import listed_or, told
from kg.dossier.text.phrases import sentence
from kg.formats.documents.document import Block, Heading, Line, Span

MOST = 12


def own(ground: Ground) -> list[Opinion]:
    """What is said of the place and of its ties, and what its own experts say."""
    return [each for each in ground.experience.opinions if ground.here in each.places]


def of_peers(ground: Ground) -> list[tuple[Peer, Opinion]]:
    """The same of places that share half of the criteria, the most alike first; what is said of the place is its own.

    Few places have experts who were asked, so that more are listened to than the most alike.
    """
    peers = {peer.traits.place: n for n, peer in enumerate(ground.peers) if peer.score * 2 >= len(CRITERIA)}
    others = [
        each for each in ground.experience.opinions if ground.here not in each.places and each.places & peers.keys()
    ]
    nearest = [(min(peers[id] for id in each.places & peers.keys()), each) for each in others]
    return [(ground.peers[n], each) for n, each in sorted(nearest, key=lambda found: found[0])]


def problems(ground: Ground) -> Iterator[Block]:
    """Who says what hinders, here and in comparable places."""
    yield Heading(_("Raised here"), 3)
    yield from listed_or(
        [each for opinion in own(ground) for each in _raised(ground, opinion)],
        _("No statement about the place, and none of its experts, names a problem."),
        f"kg query statements-about-place --place {ground.here}",
    )
    yield Heading(_("Raised in comparable places"), 3)
    lines = [each for peer, opinion in of_peers(ground) for each in _raised(ground, opinion, peer)]
    yield from listed_or(
        lines[:MOST],
        _(
            "No statement about places that share at least {n} criteria, and none of their experts, names a problem."
        ).format(n=len(CRITERIA) // 2),
        "kg query problems-by-experts",
    )


def _raised(ground: Ground, opinion: Opinion, peer: Peer | None = None) -> tuple[Line, ...]:
    if not opinion.said.problems:
        return ()
    words = listed(ground.concept(code, "problem") for code in opinion.said.problems)
    said = _(" – {who}: {text}").format(who=ground.who(opinion), text=sentence(opinion.said.text(current())))
    if peer:
        said += _(" (shared criteria of {place}: {n})").format(place=ground.name(peer.traits.place), n=peer.score)
    return told(ground.cite, Span(words, strong=True), said, sources=opinion.said.sources)
