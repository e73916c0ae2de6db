"""The environment that ``demo.py`` and ``test.py`` share: ``.venv`` in the checkout. Standard library only."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BUILD = ROOT / "build"
LOCK = ROOT / "requirements.lock"
_STAMP = VENV / "interregional-ties.json"
_NODE_PACKAGES = (
    "axe-core@4.14.1", "eslint@10.15.0", "typescript@7.0.2", "vnu-jar@26.9.27",
    "quickstatements-to-wikibase-edit@1.2.1", "wikibase-edit@8.2.3",
)  # fmt: skip
_CACHE = VENV / "uv-cache"
_BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = _BIN / ("python.exe" if os.name == "nt" else "python")
KG = _BIN / ("kg.exe" if os.name == "nt" else "kg")


def _(text: str) -> str:
    """The text in the language of the person, from the catalogues of the checkout; those of Python 3.11 read them."""
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))
    from kg.base.languages import _ as translated  # noqa: PLC0415 (an older Python ends with its own line before)

    return translated(text)


def say(text: str) -> None:
    """One line for the person, in order with what the commands print."""
    sys.stdout.reconfigure(errors="backslashreplace")  # a console without Cyrillic or Chinese
    print(text, flush=True)


def require_python() -> None:
    """End the script with one line where Python is too old."""
    if sys.version_info < (3, 11):  # noqa: UP036 (the scripts are started by whatever python3 is)
        sys.exit(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}")


def run(command: list[str | Path]) -> int:
    """Run a command in the checkout and return its exit code.

    Whatever it wants to cache or to configure stays below ``build/``.
    """
    say(f"\n$ {' '.join(_shown(part) for part in command)}")
    return subprocess.run(command, cwd=ROOT, env=_surroundings(), check=False).returncode


def prepare(*extras: str) -> None:
    """Make ``.venv`` and install the project with ``extras``; nothing is done twice.

    Ends the script with one line where Python cannot make the environment or pip fails.
    """
    started = time.monotonic()
    stamp = _read_stamp()
    if stamp is not None and set(extras) <= set(stamp):
        say(_("The environment in {folder} is up to date.").format(folder=VENV.name))
        return
    if _fails([PYTHON, "-m", "pip", "--version"]):
        say(_("Making the environment {folder} …").format(folder=VENV.name))
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=False).returncode
        if made != 0:
            sys.exit(_("Python cannot make an environment; on Debian and Ubuntu: apt-get install python3-venv"))
    wanted = sorted({*extras, *(stamp or ())})
    # pip's cache would stay behind in the home folder; that of uv is linked from the environment and not needed after.
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet", "--no-cache-dir"]
    uv: list[str | Path] = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON, "--cache-dir", _CACHE]
    installed = run([*pip, "--require-hashes", "-r", _pinned("uv")]) == 0 and _is_installed(uv, wanted)
    shutil.rmtree(_CACHE, ignore_errors=True)
    if not installed:  # uv does not read the settings of pip: a mirror, a proxy
        say(_("uv cannot install here, so pip does; that takes longer."))
        if not _is_installed(pip, wanted):
            sys.exit(_("The installation failed; the lines above say why. The script may be started again."))
    _STAMP.write_text(json.dumps({"from": _fingerprint(), "extras": wanted}), encoding="utf-8")
    say(_("The environment is ready ({seconds} s).").format(seconds=round(time.monotonic() - started)))


def _is_installed(install: list[str | Path], wanted: list[str]) -> bool:
    """Install the project by pip or uv; for the tests each package as it was locked, the one that builds among them."""
    target = f".[{','.join(wanted)}]" if wanted else "."
    steps = [[*install, "--editable", target]]
    if "test" in wanted:
        steps = [
            [*install, "--require-hashes", "-r", LOCK],
            [*install, "--no-deps", "--no-build-isolation", "--editable", "."],
        ]
    return all(run(step) == 0 for step in steps)


def _pinned(name: str) -> Path:
    """A file with the lines of the lock about one package."""
    BUILD.mkdir(exist_ok=True)
    (found,) = re.findall(rf"^{name}==.*(?:\n .*)*\n", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    path = BUILD / f"{name}.txt"
    path.write_text(found, encoding="utf-8")
    return path


def prepare_node() -> None:
    """Install the programs for Node.js that tests need: checks of pages, readers of what is proposed to Wikidata."""
    folder, stamp = BUILD / "node", BUILD / "node" / "installed.txt"
    wanted = "\n".join(_NODE_PACKAGES)
    if shutil.which("npm") is None or (stamp.exists() and stamp.read_text(encoding="utf-8") == wanted):
        return
    folder.mkdir(parents=True, exist_ok=True)
    if run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, *_NODE_PACKAGES]) == 0:
        stamp.write_text(wanted, encoding="utf-8")


def _fails(command: list[str | Path]) -> bool:
    """True where a command cannot be started or says that it failed."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode != 0
    except OSError:
        return True


def _read_stamp() -> list[str] | None:
    """The extras that are installed, or None where the installation is not of this pyproject.toml."""
    try:
        stamp = json.loads(_STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if stamp["from"] != _fingerprint() or not KG.exists() or _fails([PYTHON, "-c", "import kg"]):
        return None
    return list(stamp["extras"])


def _fingerprint() -> str:
    content = (ROOT / "pyproject.toml").read_bytes() + LOCK.read_bytes() + sys.version.encode() + str(ROOT).encode()
    return hashlib.sha256(content).hexdigest()


def _shown(part: str | Path) -> str:
    return str(part.relative_to(ROOT)) if isinstance(part, Path) and part.is_relative_to(ROOT) else str(part)


def _surroundings() -> dict[str, str]:
    cache = BUILD / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    kept = {
        "KG_CACHE": cache / "graphs",
        "XDG_CACHE_HOME": cache,
        "XDG_CONFIG_HOME": cache / "config",
        "MPLCONFIGDIR": cache / "matplotlib",
        "SE_CACHE_PATH": cache / "selenium",
    }
    search = f"{_BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    # Where nothing compiled is kept, every process compiles all its modules again.
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**given, **{name: str(path) for name, path in kept.items()}, "PATH": search, "PYTHONUTF8": "1"}
