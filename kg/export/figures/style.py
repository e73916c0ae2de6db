"""How figures look, which font they use, and how they become files that never change by themselves."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.base.errors import KgError, shown
from kg.base.languages import _, translated
from kg.formats.shown_cells import xml_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Fonts with simplified Chinese, in the order of preference; the first that is installed is used.
CHINESE = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans CJK JP",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", "SimHei",
    "Heiti SC", "Noto Serif CJK SC",
)  # fmt: skip
LATIN_AND_CYRILLIC = "DejaVu Sans"  # comes with matplotlib
BLUE, RED, GREY, INK = "#2b6cb0", "#b83227", "#8a8f98", "#444444"
LINES = 1.4  # from one line to the next, in font sizes: Chinese characters fill theirs


def fonts(lang: str, installed: frozenset[str] | None = None) -> list[str]:
    """The font families for a language; raises :class:`KgError` where none has Chinese characters.

    >>> fonts("ru")
    ['DejaVu Sans']
    >>> fonts("zh", frozenset({"Arial"}))
    Traceback (most recent call last):
    ...
    kg.base.errors.KgError: no installed font has Chinese characters – on Debian: apt install fonts-noto-cjk
    """
    if lang != "zh":
        return [LATIN_AND_CYRILLIC]
    looks = (_installed, _found_anew) if installed is None else (lambda: installed,)
    for known in (look() for look in looks):
        if family := next((each for each in CHINESE if each in known), ""):
            return [family, LATIN_AND_CYRILLIC]
    raise KgError(_("no installed font has Chinese characters"), hint=_("on Debian: apt install fonts-noto-cjk"))


def _installed() -> frozenset[str]:
    matplotlib()
    from matplotlib import font_manager  # noqa: PLC0415 (an extra that only figures need)

    return frozenset(entry.name for entry in font_manager.fontManager.ttflist)


def _found_anew() -> frozenset[str]:
    """The fonts with those that were installed since matplotlib made the list that it keeps."""
    from matplotlib import font_manager  # noqa: PLC0415 (an extra that only figures need)

    manager = font_manager.fontManager
    for path in sorted({*font_manager.findSystemFonts()} - {entry.fname for entry in manager.ttflist}):
        with suppress(Exception):  # each kind of damage to a font has its own error, and such a font is no help
            manager.addfont(path)
    with suppress(OSError):
        kept = Path(matplotlib().get_cachedir(), f"fontlist-v{font_manager.FontManager.__version__}.json")
        font_manager.json_dump(manager, kept)
    return _installed()


def matplotlib() -> Any:
    """The library, or one line that says how to get it."""
    try:
        import matplotlib as library  # noqa: PLC0415 (an extra that only figures need)
    except ImportError:
        raise KgError(_("figures need matplotlib"), hint="pip install 'interregional-ties[papers]'") from None
    return library


@contextmanager
def drawing(lang: str) -> Iterator[None]:
    """The settings under which a figure is made and written."""
    settings = {
        "axes.axisbelow": True,
        "axes.edgecolor": INK,
        "axes.grid": True,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.unicode_minus": False,  # not every Chinese font has the sign
        "figure.constrained_layout.use": True,
        "font.family": fonts(lang),
        "font.size": 10,
        "grid.color": "#e3e5e8",
        "grid.linewidth": 0.6,
        "pdf.fonttype": 42,  # text stays text, as publishers ask
        "svg.fonttype": "path",  # a reader needs no font
        "svg.hashsalt": "interregional-ties",
        "text.parse_math": False,  # a dollar in a name is a dollar
    }
    with matplotlib().rc_context(settings):
        yield


def canvas(width: float, height: float, lang: str, title: str, x: str = "", y: str = "") -> tuple[Figure, Axes]:
    """An empty figure of a size in inches, without any window, with its title and the names of its axes."""
    from matplotlib.figure import Figure as New  # noqa: PLC0415 (an extra that only figures need)

    figure = New(figsize=(width, height))
    axes = figure.add_subplot()
    axes.set_title(word(title, lang), loc="left")
    axes.set(xlabel=x and word(x, lang), ylabel=y and word(y, lang))
    return figure, axes


def remark(figure: Figure, *lines: str) -> None:
    """Write lines under a figure, in small letters; they get room of their own."""
    figure.supxlabel("\n".join(lines), x=0.99, ha="right", fontsize=8, color=INK, linespacing=LINES)


def enlarge(figure: Figure, axes: Axes, width: float, height: float) -> None:
    """Enlarge a figure until its axes have a width and a height in inches, whatever the labels take."""
    figure.draw_without_rendering()
    box = axes.get_window_extent().transformed(figure.dpi_scale_trans.inverted())
    wide, high = figure.get_size_inches()
    figure.set_size_inches(wide + max(width - box.width, 0), high + max(height - box.height, 0))


def ink_on(red: float, green: float, blue: float) -> str:
    """Black or white, whichever is read better on a colour whose parts are from 0 to 1.

    The threshold is where both have the same contrast by the Web Content Accessibility Guidelines 2.1.

    >>> ink_on(1, 1, 0.8), ink_on(0.1, 0.4, 0.7)
    ('black', 'white')
    """
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "black" if (luminance + 0.05) ** 2 > 1.05 * 0.05 else "white"


def written(figure: Figure, form: str) -> bytes:
    """The bytes of a figure, without a date or the name of a program version."""
    nothing = {
        "svg": {"Date": None, "Creator": None},
        "png": {"Software": None},
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    }
    if form not in nothing:
        raise KgError(_("no figure is written as '{form}'").format(form=shown(form)), hint=", ".join(nothing))
    out = io.BytesIO()
    figure.savefig(out, format=form, metadata=nothing[form], dpi=200)
    made = out.getvalue()
    return xml_text(made.decode()).encode() if form == "svg" else made


@cache
def _words() -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def word(key: str, lang: str, **values: object) -> str:
    """A title or label in a language."""
    return translated(_words()[key], lang).format(**values)
