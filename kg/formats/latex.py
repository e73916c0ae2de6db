r"""Tables for papers: LaTeX that compiles as it stands, whatever the cells hold."""

from __future__ import annotations

import re
import unicodedata
from typing import IO

from kg.ask.results import Cell, Table, plain
from kg.base.languages import decimal
from kg.formats.shown_cells import is_address, numeric, seen, shown

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
}


def escape(text: str) -> str:
    r"""Text that LaTeX prints as it is.

    >>> print(escape("50 % of A_1 & more"))
    50 \% of A\_1 \& more
    """
    return "".join(_SPECIAL.get(character, character) for character in seen(" ".join(text.split())))


WIDE = 8  # columns from which on a table is set as wide as the page
_MOST_ROWS = 40  # of a page; a longer table goes on over the next
_LINE = 85  # characters of a line
_FOLDED = 20  # a text column up to this width is not folded
# The characters that pdfLaTeX knows in the encodings T1 and T2A, and what may stand for some of the others.
_KNOWN = re.compile(
    "[\\x00-\\x7f\xa0-ÏÑ-ÝßÀ-ïñ-ýÿĀ-ďĒ-ĥĨ-ķĹ-ľŁ-ňŌ-ťŨ-žǍ-ǔЀ-џҐ-ғҖ-ҝҠ-ҥҪҫҮ-ҳҶ-һӘәӢ-ө–—―‖‘’“”„†‡•…‰€№™←-↓]"
)
_STANDS_FOR = {"−": "-", "≤": r"\ensuremath{\le}", "≥": r"\ensuremath{\ge}", "≠": r"\ensuremath{\ne}", "₽": "руб."}
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def write_latex(table: Table, out: IO[bytes]) -> None:
    """The table as :func:`latex_table` writes it."""
    out.write(latex_table(table).encode())


def latex_table(table: Table) -> str:
    r"""A ``table`` with the rules of the package booktabs; numbers to the right, text to the left.

    A long one is a ``longtable``. Numbers have at most four decimals; a value that is none is a dash.
    Notes stand below. A wide table is made to fit the page. What the preamble needs, for pdfLaTeX
    as for XeLaTeX and LuaLaTeX, is told in comments at the end.

    >>> print(latex_table(Table(["place", "ties"], [["Harbin", 12]], title="Hubs")))
    \begin{table}
      \centering
      \caption{Hubs}
      \begin{tabular}{lr}
        \toprule
        place & ties \\
        \midrule
        Harbin & 12 \\
        \bottomrule
      \end{tabular}
    \end{table}
    % The preamble needs:
    % \usepackage{booktabs}
    <BLANKLINE>
    """
    rows = [[_cell(cell) for cell in row] for row in table.cells]
    kinds = _kinds(table)
    head = [f"    {' & '.join(map(escape, table.headings))} \\\\", r"    \midrule"]
    # A row that begins with [ or * would be an argument of the line break before it.
    body = [f"    {'{}' if row[0][:1] in {'[', '*'} else ''}{' & '.join(row)} \\\\" for row in rows]
    notes = " ".join(escape(note if note.endswith((".", "。")) else f"{note}.") for note in table.notes)
    label = rf"\label{{tab:{table.name}}}" if table.name else ""
    caption = [rf"  \caption{{{escape(table.title)}}}{label}"] if table.title else []
    if len(rows) > _MOST_ROWS:
        lines = [r"\begingroup\footnotesize" if len(kinds) >= WIDE else r"\begingroup"]
        lines += [rf"\begin{{longtable}}{{{''.join(kinds)}}}", *(rf"{line} \\" for line in caption)]
        lines += [r"    \toprule", *head, r"    \endhead", *body, r"    \bottomrule", r"\end{longtable}"]
        lines += [rf"\noindent{{\footnotesize {notes}\par}}"] if notes else []
        lines += [r"\endgroup"]
    else:
        is_wide = len(kinds) >= WIDE
        lines = [r"\begin{table}", r"  \centering", *caption]
        lines += [r"  \resizebox{\linewidth}{!}{%"] if is_wide else []
        lines += [rf"  \begin{{tabular}}{{{''.join(kinds)}}}", r"    \toprule", *head, *body, r"    \bottomrule"]
        lines += [rf"  \end{{tabular}}{'}' if is_wide else ''}"]
        lines += [r"  \par\smallskip", rf"  \parbox{{\linewidth}}{{\footnotesize {notes}}}"] if notes else []
        lines += [r"\end{table}"]
    has_han = _HAN.search("\n".join(lines)) is not None
    if has_han:
        lines = [r"\begin{CJK}{UTF8}{gbsn}", *lines, r"\end{CJK}"]
    # CJKutf8 looks for fonts of these before it asks what was declared; pdfTeX alone lacks the command.
    text = _ASTRAL.sub(r"\\ifdefined\\Umathchar \g<0>\\else ?\\fi{}", "\n".join(lines))
    return "\n".join([text, "% The preamble needs:", *(f"% {line}" for line in _preamble(text, has_han)), ""])


def _preamble(text: str, has_han: bool) -> list[str]:
    """The lines that the preamble of a document needs for a table."""
    marks = {
        "array": r"\arraybackslash",
        "booktabs": r"\toprule",
        "graphicx": r"\resizebox",
        "longtable": "{longtable}",
    }
    lines = [rf"\usepackage{{{','.join(name for name, mark in marks.items() if mark in text)}}}"]
    if text.isascii():
        return lines
    font = "Noto Serif CJK SC" if has_han else "DejaVu Serif"
    lines += [r"\usepackage{iftex}", r"\ifPDFTeX", r"  \usepackage[T1,T2A]{fontenc}"]
    lines += [r"  \usepackage{CJKutf8}"] if has_han else []
    others = sorted(c for c in set(text) if not _KNOWN.match(c) and not (has_han and _HAN.match(c)))
    lines += [rf"  \DeclareUnicodeCharacter{{{ord(c):04X}}}{{{_nearest(c)}}}" for c in others]
    lines += [r"\else", r"  \usepackage{fontspec}", rf"  \setmainfont{{{font}}} % or another one with these letters"]
    lines += [r'  \ifXeTeX\XeTeXlinebreaklocale "zh"\fi', r"  \newenvironment{CJK}[2]{}{}"] if has_han else []
    return [*lines, r"\fi"]


def _nearest(character: str) -> str:
    """What stands for a character that pdfLaTeX does not know.

    >>> [_nearest(c) for c in ("ǚ", "ộ", "−", "あ", "\u200b")]
    ['ü', 'o', '-', '?', '']
    """
    parts = unicodedata.normalize("NFD", character)
    near = (unicodedata.normalize("NFC", parts[:2]), parts[0], "?")
    if unicodedata.category(character) == "Cf":
        return ""
    return _STANDS_FOR.get(character) or next(each for each in near if _KNOWN.fullmatch(each))


def _kinds(table: Table) -> list[str]:
    """How each column is set; long texts share what a line has, and are folded."""
    lengths = [
        min(max(map(len, (heading, *map(shown, column)))), _LINE)
        for heading, column in zip(table.headings, table.by_column, strict=True)
    ]
    line = max(sum(lengths), _LINE)
    return [
        "r"
        if is_numeric
        else rf">{{\raggedright\arraybackslash}}p{{{0.85 * length / line:.2f}\linewidth}}"
        if sum(lengths) > _LINE and length > _FOLDED
        else "l"
        for length, is_numeric in zip(lengths, numeric(table), strict=True)
    ]


def _cell(cell: Cell) -> str:
    value = plain(cell)
    if value is None:
        return "--"
    if isinstance(value, float):
        text = f"{value:.4g}" if value and abs(value) < 1e-4 else f"{value:.4f}".rstrip("0").rstrip(".")
        return decimal(text)
    text = escape(shown(cell))
    return text.replace("/", r"/\allowbreak{}") if is_address(cell) else text
