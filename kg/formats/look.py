"""How pages and drawings look: their fonts and their colours.

No font is loaded: a reader's own are taken, in the order that a language prefers.
"""

from __future__ import annotations

_LATIN = "Noto Sans, Segoe UI, Helvetica Neue, Roboto, Arial"
_CHINESE = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC"
_LATIN_SERIF, _CHINESE_SERIF = "Noto Serif, Georgia", "Songti SC, Noto Serif CJK SC"
# Each on light and on dark paper; drawings stay light. The later a decade, the farther its colour is from the paper.
_COLOURS = {
    "paper": ("#fbfaf6", "#14181b"), "sheet": ("#ffffff", "#1b2024"), "ink": ("#1d2327", "#e8e6df"),
    "rule": ("#d9d5c9", "#3a4046"), "muted": ("#5e666d", "#a3abb1"), "link": ("#1f5fa8", "#8ab8ea"),
    "focus": ("#7b2d8e", "#d9a4e6"), "drawn": ("#fbfaf6", "#fbfaf6"),
    "russia": ("#1f5fa8", "#7fb0ea"), "china": ("#c8442c", "#ef8a74"), "third": ("#3d8b5f", "#7cc79a"),
    "fourth": ("#8a5fb0", "#c0a0e0"),
    "water": ("#e6ecef", "#10161a"), "land": ("#f1eee4", "#20262a"), "abroad": ("#efece4", "#1a1f23"),
    "river": ("#44708a", "#86b4cf"), "shade": ("#1f6b66", "#5fc0b6"),
    "d0": ("#98871c", "#8a79c4"), "d1": ("#37834a", "#5f9ad6"), "d2": ("#1b6d73", "#4dbfb0"),
    "d3": ("#304c88", "#a5d65a"), "d4": ("#3f1d67", "#fbe75c"), "d5": ("#7c8287", "#7c858b"),
}  # fmt: skip
LIGHT = {name: light for name, (light, _dark) in _COLOURS.items()}
_DARK = {name: dark for name, (_light, dark) in _COLOURS.items()}
_PRINTED = LIGHT | {"paper": "#fff", "ink": "#000", "rule": "#b5b0a4", "muted": "#444", "link": "#000"}


def families(lang: str) -> str:
    """The fonts of the texts of a drawing.

    >>> families("zh")[:27], families("ru")[-27:]
    ('PingFang SC, Microsoft YaHe', 'oto Sans CJK SC, sans-serif')
    """
    return f"{_CHINESE}, {_LATIN}, sans-serif" if lang == "zh" else f"{_LATIN}, {_CHINESE}, sans-serif"


def page_style() -> str:
    """What the style of every page begins with: ``--sans``, ``--serif``, ``--mono``, and a property for each colour.

    A page is light or dark as its reader's system is, or as ``data-theme`` of its root says, and light on paper.
    Quotes, dots and dashes are as wide as a language writes them: those of Chinese are as wide as its characters.
    """
    return f"""\
@font-face {{
  font-family: marks; src: local("Liberation Sans"), local("DejaVu Sans");
  unicode-range: U+B7, U+2018-201F, U+2026;
}}
:root {{
  color-scheme: light dark;
  --sans: {_LATIN}, marks, {_CHINESE}, sans-serif;
  --serif: {_LATIN_SERIF}, marks, {_CHINESE_SERIF}, serif;
  --mono: ui-monospace, Consolas, Noto Sans Mono, monospace;
{_properties(LIGHT)}
}}
:root:lang(zh-Hans) {{ --sans: {families("zh")}; --serif: {_CHINESE_SERIF}, {_LATIN_SERIF}, serif; }}
@media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{
{_properties(_DARK)}
}} }}
:root[data-theme="dark"] {{
  color-scheme: dark;
{_properties(_DARK)}
}}
:root[data-theme="light"] {{ color-scheme: light; }}
@media print {{ :root:root {{
  color-scheme: light;
{_properties(_PRINTED)}
}} }}
"""


def _properties(colours: dict[str, str]) -> str:
    return "  " + " ".join(f"--{name}: {colour};" for name, colour in colours.items())
