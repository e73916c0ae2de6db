r"""Tables for papers: LaTeX that compiles as it stands, whatever the cells hold."""

from __future__ import annotations

from collections.abc import Sequence

from kg.base.languages import decimal
from kg.formats.shown_cells import seen

Cell = str | int | float | bool | None

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


def latex_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    caption: str = "",
    label: str = "",
    notes: Sequence[str] = (),
) -> str:
    r"""A ``table`` with the rules of the package booktabs; numbers to the right, text to the left.

    Numbers have at most four decimals; a value that is none is a dash. Notes stand below. A wide
    table is made to fit the page with the package graphicx.

    >>> print(latex_table(["place", "ties"], [["Harbin", 12]], "Hubs"))
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
    <BLANKLINE>
    """
    kinds = [all(_is_number(row[n]) for row in rows if row[n] is not None) for n in range(len(columns))]
    lines = [r"\begin{table}", r"  \centering"]
    lines += [rf"  \caption{{{escape(caption)}}}"] if caption else []
    lines += [rf"  \label{{{label}}}"] if label else []
    is_wide = len(columns) >= WIDE
    lines += [r"  \resizebox{\linewidth}{!}{%"] if is_wide else []
    lines += [rf"  \begin{{tabular}}{{{''.join('r' if is_number else 'l' for is_number in kinds)}}}", r"    \toprule"]
    lines += [f"    {' & '.join(map(escape, columns))} \\\\", r"    \midrule"]
    lines += [f"    {' & '.join(map(_cell, row))} \\\\" for row in rows]
    lines += [r"    \bottomrule", rf"  \end{{tabular}}{'}' if is_wide else ''}"]
    if notes:
        text = " ".join(escape(note if note.endswith((".", "。")) else f"{note}.") for note in notes)
        lines += [r"  \par\smallskip", rf"  \parbox{{\linewidth}}{{\footnotesize {text}}}"]
    lines += [r"\end{table}"]
    return "\n".join(lines) + "\n"


def _is_number(value: Cell) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _cell(value: Cell) -> str:
    if value is None:
        return "--"
    if isinstance(value, float):
        return decimal(f"{value:.4g}" if value and abs(value) < 1e-4 else f"{value:.4f}".rstrip("0").rstrip("."))
    return escape(str(value))
