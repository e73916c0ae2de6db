"""The fonts of pages and drawings: none is loaded, a reader's own are taken in the order that a language prefers."""

from __future__ import annotations

_LATIN = "Noto Sans, Segoe UI, Helvetica Neue, Roboto, Arial"
_CHINESE = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC"
_LATIN_SERIF, _CHINESE_SERIF = "Noto Serif, Georgia", "Songti SC, Noto Serif CJK SC"


def families(lang: str) -> str:
    """Those of the texts of a drawing.

    >>> families("zh")[:27], families("ru")[-32:]
    ('PingFang SC, Microsoft YaHei', 'Noto Sans CJK SC, sans-serif')
    """
    return f"{_CHINESE}, {_LATIN}, sans-serif" if lang == "zh" else f"{_LATIN}, {_CHINESE}, sans-serif"


def font_style() -> str:
    """What the style of every page begins with: its fonts as ``--sans``, ``--serif`` and ``--mono``.

    Quotes, dots and dashes are as wide as a language writes them: those of Chinese are as wide as its characters.
    """
    return f"""\
@font-face {{
  font-family: marks; src: local("Liberation Sans"), local("DejaVu Sans");
  unicode-range: U+B7, U+2018-201F, U+2026;
}}
:root {{
  --sans: {_LATIN}, marks, {_CHINESE}, sans-serif;
  --serif: {_LATIN_SERIF}, marks, {_CHINESE_SERIF}, serif;
  --mono: ui-monospace, Consolas, Noto Sans Mono, monospace;
}}
:root:lang(zh-Hans) {{ --sans: {families("zh")}; --serif: {_CHINESE_SERIF}, {_LATIN_SERIF}, serif; }}
"""
