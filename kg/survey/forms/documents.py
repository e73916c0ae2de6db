"""The questionnaire, the consent text and the codebook to read and to print, as documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.base.languages import LANGUAGES, N_, _, speaking
from kg.formats.documents.document import Block, Document, Facts, Grid, Heading, Items, Line, Paragraph, Span, line
from kg.survey.forms.study import Study, how
from kg.survey.instrument import Instrument, Item, brief, plain

_LINES = 3  # of an empty space to write into
_BOX, _GAP = "\N{BALLOT BOX}\N{NO-BREAK SPACE}", "\N{EM SPACE}"
_NAMES = {"ru": N_("Russian"), "en": N_("English"), "zh": N_("Chinese")}
_KINDS = {
    "text": N_("text"),
    "place": N_("a name or an id of a place"),
    "date": N_("a date"),
    "yesno": N_("yes or no"),
    "one": N_("one of a list"),
    "language": N_("one of a list"),
    "many": N_("several of a list"),
}


def questionnaire(instrument: Instrument, study: Study, lang: str) -> Document:
    """The questionnaire to be printed and filled in by hand, the consent text first."""
    texts = instrument.texts
    blocks: list[Block] = [Paragraph(line(texts["intro"][lang])), *_consent(instrument, study, lang)]
    blocks += [Heading(texts["head"][lang]), _by_hand((each for each in instrument.items if not each.question), lang)]
    for number, title in enumerate(instrument.questions, start=1):
        blocks.append(Heading(f"{number}. {title[lang]}"))
        for item in (each for each in instrument.items if each.question == number):
            blocks += _to_fill_in(instrument, item, lang)
    blocks.append(Paragraph(line(texts["thanks"][lang])))
    return Document(study.titled(instrument, lang), lang, tuple(blocks), subtitle=study.organisation)


def consent(instrument: Instrument, study: Study, lang: str) -> Document:
    """The consent text alone, with the three answers that it asks for."""
    answers = _by_hand((each for each in instrument.items if each.kind == "yesno"), lang)
    blocks = (*_consent(instrument, study, lang)[1:], answers)
    subtitle = study.titled(instrument, lang)
    return Document(instrument.consent["heading"][lang], lang, blocks, subtitle=subtitle)


def _consent(instrument: Instrument, study: Study, lang: str) -> list[Block]:
    stop = "。" if lang == "zh" else ". "  # the first sentence of a paragraph is its heading
    parted = (text.partition(stop) for text in study.consent(instrument, lang))
    told = [Paragraph((Span(head + end, strong=True), Span(rest))) for head, end, rest in parted]
    return [Heading(instrument.consent["heading"][lang]), *told]


def _by_hand(items: Iterable[Item], lang: str) -> Facts:
    """Rows to write into or to tick, for what is answered in a line."""
    rows = []
    for item in items:
        pieces = [f"{_BOX}{said[lang]}" for said in item.choices.values()]
        if hint := item.hint.get(lang, ""):
            pieces.append(f"（{hint}）" if lang == "zh" else f"({hint})")
        rows.append((item.says[lang], line(_GAP.join(pieces))))
    return Facts(tuple(rows))


def _to_fill_in(instrument: Instrument, item: Item, lang: str) -> Iterator[Block]:
    hint = how(instrument, item, lang)
    yield Paragraph((Span(f"{item.says[lang]} ", strong=True), Span(hint)))
    if not item.choices:
        yield Facts((("\N{NO-BREAK SPACE}", line("\N{NO-BREAK SPACE}")),) * _LINES)
    for group in _groups(item):
        yield Items(tuple(_choice(item, code, lang) for code in group), boxes=True)


def _groups(item: Item) -> list[list[str]]:
    """The choices of an item, a list for each upper group and one for those that stand outside of groups."""
    groups: dict[str, list[str]] = {}
    for code in item.choices:
        top = code
        while top in item.broader:
            top = item.broader[top]
        own = not item.scheme or code in item.exclusive or top not in item.broader.values()
        groups.setdefault("" if own else top, []).append(code)
    return list(groups.values())


def _choice(item: Item, code: str, lang: str) -> Line:
    """A choice as it is printed: a group in bold, what stands deeper than its members set in."""
    deeper = "\N{EM SPACE}" * (item.depth(code) - 1)
    return (Span(deeper + item.choices[code][lang], strong=code in item.broader.values()),)


def codebook(instrument: Instrument, study: Study, lang: str) -> Document:
    """Every item with its question, its kind and its codes with their labels in three languages."""
    with speaking(lang):
        blocks: list[Block] = [
            Paragraph(line(_("Items are the columns of a table of answers, in this order."))),
            Paragraph(
                line(_("LimeSurvey takes codes of five characters, here in brackets; kg survey load reads both."))
            ),
            Paragraph(line(instrument.texts["order"][lang])),
            Facts(((_("version"), line(instrument.version)),)),
        ]
        for item in instrument.items:
            blocks += [Heading(item.name, 3), Facts(tuple(_facts(instrument, item, lang)))]
            blocks += _codes(instrument, item)
        return Document(
            _("Codebook of the questionnaire"), lang, tuple(blocks), subtitle=study.titled(instrument, lang)
        )


def _facts(instrument: Instrument, item: Item, lang: str) -> Iterator[tuple[str, Line]]:
    if item.question:
        yield _("question"), line(f"{item.question}. {instrument.questions[item.question - 1][lang]}")
    yield from ((_(_NAMES[each]), line(item.says[each])) for each in LANGUAGES)
    if hint := how(instrument, item, lang):
        yield _("how to answer"), line(hint)
    yield _("kind"), line(_(_KINDS[item.kind]))
    yield _("required"), line(_("yes") if item.required else _("no"))
    if item.only_with:
        yield _("only where"), line(f"{item.only_with} = yes")
    if item.scheme:
        yield _("scheme"), line(item.scheme)
    if item.exclusive:
        yield _("chosen alone"), line(", ".join(code for code in item.choices if code in item.exclusive))
    yield "LimeSurvey", line(plain(item.name))


def _codes(instrument: Instrument, item: Item) -> Iterator[Block]:
    """The codes of an item, without those that an earlier item of the same scheme has told."""
    first = next(each for each in instrument.items if each is item or (item.scheme and each.scheme == item.scheme))
    told = {} if first is item else first.choices
    if told:
        yield Paragraph(line(_("The codes are those of {item}, and:").format(item=first.name)))
    rows = [
        (line(_both(code)), *(line("– " * item.depth(code) + said[lang]) for lang in LANGUAGES))
        for code, said in item.choices.items()
        if told.get(code) != said
    ]
    if rows:
        yield Grid((_("code"), *(_(_NAMES[lang]) for lang in LANGUAGES)), tuple(rows))


def _both(code: str) -> str:
    """A code, and what LimeSurvey has in its place where that differs."""
    return code if brief(code) == code else f"{code} ({brief(code)})"
