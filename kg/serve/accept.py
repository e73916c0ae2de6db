"""What a client accepts, as its headers say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def weighed(header: str) -> Mapping[str, float]:
    """The values of a header with their weights, the greatest first; parameters other than ``q`` are passed over.

    >>> weighed("ru;q=0.5, zh-CN, en;q=x")
    {'zh-CN': 1.0, 'ru': 0.5, 'en': 0.0}
    """
    found: dict[str, float] = {}
    for part in header.split(",")[:_MOST]:
        value, *parameters = (each.strip() for each in part.split(";"))
        weights = [each[2:] for each in parameters if each[:2].lower() == "q="]
        if value:
            found[value] = _number(weights[0]) if weights else 1.0
    return dict(sorted(found.items(), key=lambda each: -each[1]))


_MOST = 50


def _number(text: str) -> float:
    return min(1.0, float(text)) if text.replace(".", "", 1).isdigit() and text.isascii() else 0.0


def best(offered: Sequence[str], header: str) -> str | None:
    """The media type of those offered that a client wants most, the first one where it does not care.

    >>> best(["text/turtle", "text/html"], "text/html;q=0.9, text/*;q=0.5"), best(["text/turtle"], "image/png")
    ('text/html', None)
    >>> best(["text/turtle", "text/csv"], "*/*"), best(["text/csv"], ""), best(["text/csv"], "text/csv;q=0")
    ('text/turtle', 'text/csv', None)
    """
    if not header.strip():
        return offered[0]
    wanted = {value.lower(): weight for value, weight in weighed(header).items()}
    found = [(_weight(each, wanted), -place, each) for place, each in enumerate(offered)]
    weight, _place, chosen = max(found)
    return chosen if weight > 0 else None


def _weight(media_type: str, wanted: Mapping[str, float]) -> float:
    group = media_type.partition("/")[0]
    return next((wanted[each] for each in (media_type, f"{group}/*", "*/*") if each in wanted), 0.0)
