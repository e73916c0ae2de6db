r"""Tables for papers: LaTeX that compiles as it stands, whatever the cells hold."""

from __future__ import annotations

import re
import unicodedata
from typing import IO

from kg.ask.results import Cell, Table, plain
from kg.base.languages import _, decimal
from kg.formats.shown_cells import is_address, is_number, numeric, seen, shown

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
_MATHS = {"−": "-", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx", "±": r"\pm", "×": r"\times", "→": r"\to"}
_GREEK = re.compile("[α-ξπρσ-ωΓΔΘΛΞΠΣΥΦΨΩ]")
_INDEX = re.compile("[⁰¹²³⁴-⁹⁻]+|[₀-₉]+")
_PIECES = re.compile(f"{_INDEX.pattern}|.")
_MARKS = str.maketrans(
    {"–": "--", "—": "---", "‘": "`", "’": "'", "“": "``", "”": "''", "…": r"\ldots{}", "§": r"\S{}"}
)


def escape(text: str) -> str:
    r"""Text that LaTeX prints as it is.

    >>> print(escape("50 % of A_1 & more"))
    50 \% of A\_1 \& more
    >>> print(escape("χ²/df ≤ −1"))
    $\chi^{2}$/df $\le$ $-$1
    """
    printed = "".join(map(_printed, _PIECES.findall(seen(" ".join(text.split())))))
    return re.sub(r"(?<!\\)\$\$", "", printed)  # formulas side by side are one


def _printed(piece: str) -> str:
    """A character, or digits above or below the line; what belongs to mathematics is a formula, as pdfLaTeX demands."""
    if _INDEX.match(piece):
        digits = unicodedata.normalize("NFKC", piece).replace("−", "-")
        return f"${'_' if piece[0] in '₀₁₂₃₄₅₆₇₈₉' else '^'}{{{digits}}}$"
    if _GREEK.match(piece):
        name = unicodedata.name(piece).rpartition(" ")[2].replace("LAMDA", "LAMBDA")
        return f"$\\{name.lower() if piece.islower() else name.capitalize()}$"
    return f"${_MATHS[piece]}$" if piece in _MATHS else _SPECIAL.get(piece, piece)


def _in_table(text: str) -> str:
    """The text in a table; marks of print are LaTeX's own, but in Chinese, where they are as wide as characters."""
    escaped = escape(text)
    return escaped if _HAN.search(escaped) else escaped.translate(_MARKS)


WIDE = 8  # columns from which on a table is set small, and goes on in parts below where it is too wide
_MOST_ROWS = 40  # of a page; a longer table goes on over the next
_LINE, _SMALL_LINE = 85, 95  # characters of a line, of one set small
_BETWEEN = 3  # characters between two columns
_FOLDED = 20  # a column up to this width is not folded, a wider one not below the next
_NARROW = 12
# The characters that pdfLaTeX knows in the encodings T1 and T2A, and what may stand for some of the others.
_KNOWN = re.compile(
    "[\\x00-\\x7f\xa0-ÏÑ-ÝßÀ-ïñ-ýÿĀ-ďĒ-ĥĨ-ķĹ-ľŁ-ňŌ-ťŨ-žǍ-ǔЀ-џҐ-ғҖ-ҝҠ-ҥҪҫҮ-ҳҶ-һӘәӢ-ө–—―‖‘’“”„†‡•…‰€№™←-↓]"
)
_STANDS_FOR = {"₽": "руб."}
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def write_latex(table: Table, out: IO[bytes]) -> None:
    """The table as :func:`latex_table` writes it."""
    out.write(latex_table(table).encode())


def latex_table(table: Table) -> str:
    r"""A ``table`` with the rules of the package booktabs; numbers to the right, text to the left.

    A long one is a ``longtable``. Numbers have at most four decimals; a value that is none is a dash.
    Notes stand below. One that is too wide goes on in parts below, each of which begins with the columns
    that tell the rows apart. What the preamble needs, for pdfLaTeX as for XeLaTeX and LuaLaTeX, is told
    in comments at the end.

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
    is_small, parts = len(table.columns) >= WIDE, _parts(table)
    notes = " ".join(_in_table(_ended(note)) for note in table.notes)
    label = rf"\label{{tab:{table.name}}}" if table.name else ""
    caption = [rf"  \caption{{{_in_table(table.title)}}}{label}"] if table.title else []
    small = r"\footnotesize\setlength{\tabcolsep}{4pt}" if is_small else ""
    if len(table) * len(parts) > _MOST_ROWS:
        lines = [rf"\begingroup{small}"]
        for number, part in enumerate(parts):
            kinds, head, body = _set(part, is_small)
            lines += [rf"\begin{{longtable}}{{{kinds}}}", *(rf"{line} \\" for line in caption if number == 0)]
            lines += [r"    \toprule", *head, r"    \endhead", *body, r"    \bottomrule", r"\end{longtable}"]
        lines += [rf"\noindent{{\footnotesize {notes}\par}}"] if notes else []
        lines += [r"\endgroup"]
    else:
        lines = [r"\begin{table}", r"  \centering", *caption, *([f"  {small}"] if is_small else [])]
        for number, part in enumerate(parts):
            kinds, head, body = _set(part, is_small)
            lines += [r"  \par\medskip"] if number else []
            lines += [rf"  \begin{{tabular}}{{{kinds}}}", r"    \toprule", *head, *body, r"    \bottomrule"]
            lines += [r"  \end{tabular}"]
        lines += [r"  \par\smallskip", rf"  \parbox{{\linewidth}}{{\footnotesize {notes}}}"] if notes else []
        lines += [r"\end{table}"]
    has_han = _HAN.search("\n".join(lines)) is not None
    if has_han:
        lines = [r"\begin{CJK}{UTF8}{gbsn}", *lines, r"\end{CJK}"]
    # CJKutf8 looks for fonts of these before it asks what was declared; pdfTeX alone lacks the command.
    text = _ASTRAL.sub(r"\\ifdefined\\Umathchar \g<0>\\else ?\\fi{}", "\n".join(lines))
    engine = has_han or _CYRILLIC.search(text)
    above = (
        ["% " + _("Compile with XeLaTeX or LuaLaTeX; pdfLaTeX needs its fonts of these letters, see the end.")]
        if engine
        else []
    )
    told = _("The preamble needs:")
    return "\n".join([*above, text, f"% {told}", *(f"% {line}" for line in _preamble(text, has_han)), ""])


def _ended(note: str) -> str:
    """A note with its full stop, in Chinese the wide one.

    >>> _ended("All ties"), _ended("共402项")
    ('All ties.', '共402项。')
    """
    return note if note.endswith((".", "。")) else note + ("。" if _HAN.search(note) else ".")


def _set(table: Table, is_small: bool) -> tuple[str, list[str], list[str]]:
    """The kinds of the columns, the lines of the head and those of the body."""
    head = [f"    {' & '.join(map(_in_table, table.headings))} \\\\", r"    \midrule"]
    rows = [[_cell(cell) for cell in row] for row in table.cells]
    # A row that begins with [ or * would be an argument of the line break before it.
    body = [f"    {'{}' if row[0][:1] in {'[', '*'} else ''}{' & '.join(row)} \\\\" for row in rows]
    return "".join(_kinds(table, _SMALL_LINE if is_small else _LINE)), head, body


def _parts(table: Table) -> list[Table]:
    """The table in parts that fit a line; of less than the columns of a wide one there is one part."""
    numbers, count = numeric(table), len(table.columns)
    widths = [_BETWEEN + (length if length <= _FOLDED else _NARROW) for length in _lengths(table)]
    if count < WIDE or sum(widths) <= _SMALL_LINE:
        return [table]
    first = next((n for n in range(count) if not numbers[n]), 0) + 1
    keys = next((n for n in range(first, count) if len({row[:n] for row in table.cells}) == len(table)), first)
    if sum(widths[:keys]) > _SMALL_LINE / 2:
        keys = first
    parts: list[list[int]] = [[*range(keys)]]
    for n in range(keys, count):
        if sum(widths[column] for column in parts[-1]) + widths[n] > _SMALL_LINE and len(parts[-1]) > keys:
            parts.append([*range(keys)])
        parts[-1].append(n)
    pick = [[(of[n] for n in part) for of in (table.columns, table.headings)] for part in parts]
    return [
        Table(list(columns), [[row[n] for n in part] for row in table.cells], list(headings))
        for part, (columns, headings) in zip(parts, pick, strict=True)
    ]


def _preamble(text: str, has_han: bool) -> list[str]:
    """The lines that the preamble of a document needs for a table."""
    marks = {
        "array": r"\arraybackslash",
        "booktabs": r"\toprule",
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
    other = _("or another one with these letters")
    lines += [r"\else", r"  \usepackage{fontspec}", rf"  \setmainfont{{{font}}} % {other}"]
    lines += [r'  \ifXeTeX\XeTeXlinebreaklocale "zh"\fi', r"  \newenvironment{CJK}[2]{}{}"] if has_han else []
    return [*lines, r"\fi"]


def _nearest(character: str) -> str:
    """What stands for a character that pdfLaTeX does not know.

    >>> [_nearest(c) for c in ("ǚ", "ộ", "₽", "あ", "\u200b")]
    ['ü', 'o', 'руб.', '?', '']
    """
    parts = unicodedata.normalize("NFD", character)
    near = (unicodedata.normalize("NFC", parts[:2]), parts[0], "?")
    if unicodedata.category(character) == "Cf":
        return ""
    return _STANDS_FOR.get(character) or next(each for each in near if _KNOWN.fullmatch(each))


def _lengths(table: Table) -> list[int]:
    """The width of each column in Latin letters, a line at most."""
    columns = zip(table.headings, table.by_column, strict=True)
    return [min(max(map(_width, (heading, *map(shown, column)))), _LINE) for heading, column in columns]


def _width(text: str) -> int:
    return round(len(text) + 0.35 * len(_CYRILLIC.findall(text)) + 1.4 * len(_HAN.findall(text)))


def _kinds(table: Table, line: int) -> list[str]:
    """How each column is set; long ones share what the others leave of a line, and are folded."""
    lengths = _lengths(table)
    is_full = sum(lengths) + _BETWEEN * len(lengths) > line
    folded = [length if is_full and length > _FOLDED else 0 for length in lengths]
    left = max(1 - (sum(lengths) - sum(folded) + _BETWEEN * len(lengths)) / line, 0.1 * sum(map(bool, folded)))
    return [
        rf">{{\ragged{'left' if number else 'right'}\arraybackslash}}p{{{left * share / sum(folded):.2f}\linewidth}}"
        if share
        else "r"
        if number
        else "l"
        for share, number in zip(folded, numeric(table), strict=True)
    ]


def _cell(cell: Cell) -> str:
    value = plain(cell)
    if value is None:
        return "--"
    if isinstance(value, float) and value and abs(value) < 1e-4:
        digits, exponent = f"{value:.3e}".split("e")
        return _signed(rf"{decimal(digits.rstrip('0').rstrip('.'))} $\cdot 10^{{{int(exponent)}}}$")
    if isinstance(value, float):
        return _signed(decimal(f"{value:.4f}".rstrip("0").rstrip(".")))
    if is_number(cell):
        return _signed(shown(cell))
    text = _in_table(shown(cell))
    return text.replace("/", r"/\allowbreak{}") if is_address(cell) else text


def _signed(number: str) -> str:
    """A number whose sign is a minus and no hyphen."""
    return number.replace("-", "$-$", 1) if number.startswith("-") else number
