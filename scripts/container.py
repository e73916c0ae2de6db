#!/usr/bin/env python3
"""Build the image of docs/deploy without any registry, run it on a read-only file system as nobody, and ask it.

    python scripts/container.py

As root on Linux, with Debian's buildah, podman and runc. The base is made of this machine: a shell and libraries are
copied into it; the interpreter of this environment and the packages that the server needs are mounted, since to copy
them twice takes five times as long. Nothing is left behind. The exit code is 77 where this machine allows no
containers, with the reason.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import Distribution, distribution
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote
from urllib.request import urlopen

from packaging.requirements import Requirement

CHECKOUT = Path(__file__).resolve().parent.parent
BASE, IMAGE, PORT = "localhost/base", "localhost/interregional-ties", 18222
_NOT_HERE = 77
_MOUNTS = ("-v", f"{sys.base_prefix}:{sys.base_prefix}:ro", "-v", f"{sysconfig.get_path('purelib')}:/site:ro")


class _NotHereError(Exception):
    """This machine allows no containers."""


def main() -> int:
    """Build, run and ask; 77 where that cannot be done here."""
    if os.geteuid() != 0:
        print("not as root")
        return _NOT_HERE
    with TemporaryDirectory(prefix="kg-image-", ignore_cleanup_errors=True) as folder:
        tried = _Tried(Path(folder))
        try:
            tried.make_base()
            tried.build()
            tried.ask()
        except _NotHereError as error:
            print(error)
            return _NOT_HERE
        finally:
            tried.clear()
    print("the image answers, as nobody, on a read-only file system")
    return 0


class _Tried:
    """A store of images in a folder, with the tools that fill it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store = ("--root", f"{folder}/store", "--runroot", f"{folder}/run", "--storage-driver", "overlay")

    def make_base(self) -> None:
        """An image of the interpreter and the packages, with which a container can start here."""
        try:
            made = self._buildah("from", "scratch")
            root = Path(self._buildah("mount", made))
            _fill(root)
            self._buildah("umount", made)
            # pip finds all that is wanted, and builds the project with what is there.
            settings = [f"--env=PIP_{name}" for name in ("NO_INDEX=1", "NO_BUILD_ISOLATION=0", "NO_COMPILE=1")]
            self._buildah("config", *settings, made)
            self._buildah("commit", "--rm", made, BASE)
            self._podman("run", "--rm", *_SHUT, *_MOUNTS, BASE, "/usr/bin/python3", "-c", "")
        except subprocess.CalledProcessError as error:
            raise _NotHereError(f"no container runs here: {error.stderr.strip()[-500:]}") from None

    def build(self) -> None:
        """The image, as the Containerfile says."""
        context = self._folder / "context"
        context.mkdir()
        archive = subprocess.run(["git", "archive", "HEAD"], cwd=CHECKOUT, capture_output=True, check=True).stdout
        subprocess.run(["tar", "x", "-C", context], input=archive, check=True)
        file = CHECKOUT / "docs" / "deploy" / "Containerfile"
        self._buildah(
            "build", "--isolation", "chroot", "--network", "host", "--pull-never", "--format", "docker",
            "--build-arg", f"BASE={BASE}", *_MOUNTS, "-f", str(file), "-t", IMAGE, str(context),
        )  # fmt: skip

    def ask(self) -> None:
        """The container, as docs/deploy tells to run it, answers, and can write nowhere."""
        name = self._podman("run", "-d", *_SHUT, *_MOUNTS, "--tmpfs", "/tmp", IMAGE, "--port", str(PORT), "--no-portal")  # noqa: S108
        try:
            answers = {
                "a tie is there": b"true" in _got(f"sparql?query={quote('ASK { ?tie a tie:Tie }')}"),
                "three hubs are told": len(_got("q/hubs?format=csv&limit=3").splitlines()) == 4,
                "nobody runs it": self._podman("exec", name, "python3", "-c", _NOBODY) == "10001 []",
            }
        except BaseException:
            subprocess.run(["podman", *self._store, "logs", name], stdout=sys.stderr, check=False)
            raise
        finally:
            self._podman("stop", "-t", "40", name)
        if wrong := [what for what, is_so in answers.items() if not is_so]:
            raise SystemExit(f"not so: {wrong}")

    def clear(self) -> None:
        """Leave nothing mounted."""
        with suppress(subprocess.CalledProcessError):  # where no container runs there is nothing
            self._podman("rm", "--all", "--force")
            self._buildah("rm", "--all")

    def _buildah(self, *words: str) -> str:
        return _said("buildah", *self._store, *words)

    def _podman(self, *words: str) -> str:
        return _said("podman", *self._store, "--runtime", "runc", "--cgroup-manager", "cgroupfs", *words)


_SHUT = (
    "--pull", "never", "--network", "host", "--no-healthcheck", "--read-only", "--read-only-tmpfs=false",
    "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--ulimit", "nofile=1024:1024",
    "--ulimit", "nproc=1024:1024",
)  # fmt: skip


_NOBODY = "import os; print(os.getuid(), [each for each in ('/', '/opt/kg', '/opt/kg/graph') if os.access(each, 2)])"


def _said(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout, done.stderr, file=sys.stderr)
        done.check_returncode()
    return done.stdout.strip()


def _got(path: str) -> bytes:
    """What the server answers, once it does."""
    for _try in range(300):
        try:
            with urlopen(f"http://127.0.0.1:{PORT}/{path}", timeout=30) as answer:
                return bytes(answer.read())
        except ConnectionError:
            time.sleep(0.2)
        except OSError as error:
            if not isinstance(getattr(error, "reason", None), ConnectionError):
                raise
            time.sleep(0.2)
    raise AssertionError("the server does not come up")


def _fill(root: Path) -> None:
    """A shell and the libraries at their places, and what leads to the interpreter and the packages."""
    interpreter = Path(os.path.realpath(sys.executable))
    for program in (Path("/bin/sh"), Path("/bin/chmod"), interpreter):
        if program != interpreter:
            _copied(Path(os.path.realpath(program)), root, program)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/python3").symlink_to(interpreter)
    (root / "tmp").mkdir(mode=0o1777)
    packages = root / "opt/kg/lib" / Path(sysconfig.get_path("stdlib")).name / "site-packages"
    packages.mkdir(parents=True)
    for name in {file.parts[0] for package in _packages() for file in package.files or ()} - {"..", "__pycache__"}:
        (packages / name).symlink_to(f"/site/{name}")
    for library in _libraries(["/bin/sh", "/bin/chmod", interpreter, *_modules()]):
        _copied(library, root)


def _modules() -> Iterator[Path]:
    """What the interpreter and the packages load of compiled modules."""
    yield from Path(sysconfig.get_path("stdlib"), "lib-dynload").glob("*.so")
    yield from Path(sysconfig.get_path("purelib")).glob("*/*.so")


def _copied(file: Path, root: Path, place: Path | None = None) -> None:
    target = root / (place or file).relative_to("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, target)


def _libraries(files: list[Path | str]) -> set[Path]:
    """The libraries of the system that some programs and libraries load."""
    said = subprocess.run(["ldd", *map(str, files)], capture_output=True, text=True, check=False).stdout
    words = {word for line in said.splitlines() if line.startswith("\t") for word in line.split()}
    return {Path(word) for word in words if word.startswith(("/lib", "/usr/lib"))}


def _packages() -> Iterator[Distribution]:
    """What the project needs to serve, and to be built."""
    seen: set[tuple[str, str]] = set()
    wanted = [("interregional-ties", extra) for extra in ("", "serve")] + [("hatchling", "")]
    while wanted:
        name, extra = wanted.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        found = distribution(name)
        if not extra and name != "interregional-ties":
            yield found
        for each in map(Requirement, found.requires or ()):
            if each.marker is None or each.marker.evaluate({"extra": extra}):
                wanted += [(each.name, one) for one in ("", *each.extras)]


if __name__ == "__main__":
    sys.exit(main())
