"""Where an answer goes, who reads it and what ends the command: devices, links, modes, closed streams, signals."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kg.base.errors import KgError
from kg.base.files import atomic_writer, files_below, sweep, whole_folder
from kg.base.resources import ontology_dir

WORLD = Path(__file__).parent.parent / "world"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ontology_dir().parent)}


def written(path: Path, text: str = "new") -> None:
    with atomic_writer(path) as out:
        out.write(text.encode())


def in_shell(line: str, cache: Path) -> subprocess.CompletedProcess[str]:
    """The exit code and errors of a line in which $KG is the command."""
    environment = {**ENVIRONMENT, "KG": f"{sys.executable} -m kg.cli", "KG_CACHE": str(cache)}
    shell = ["bash", "-o", "pipefail", "-c", line]
    return subprocess.run(shell, check=False, env=environment, capture_output=True, text=True, cwd=WORLD)


def test_a_new_file_has_the_mode_of_the_umask_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        written(tmp_path / "new.csv")
    finally:
        os.umask(before)
    (tmp_path / "old.csv").touch()
    (tmp_path / "old.csv").chmod(0o600)
    written(tmp_path / "old.csv")
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("new.csv", "old.csv")] == [0o640, 0o600]


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link.csv").symlink_to("there/target.csv")
    (tmp_path / "folder").symlink_to("there/made")
    written(tmp_path / "link.csv")
    with whole_folder(tmp_path / "folder") as made:
        (made / "a").touch()
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "folder").is_symlink()
    assert (tmp_path / "there" / "target.csv").read_text(encoding="utf-8") == "new"
    assert [path.name for path in (tmp_path / "there" / "made").iterdir()] == ["a"]


def test_a_device_a_pipe_and_an_open_file_are_written_to_as_they_are(tmp_path: Path) -> None:
    written(Path("/dev/null"))
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    with pytest.raises(KgError, match="/dev/full cannot be written: No space left on device"):
        written(Path("/dev/full"))
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    written(tmp_path / "pipe")
    assert os.read(reader, 9) == b"new"
    os.close(reader)
    with (tmp_path / "log").open("ab") as log:
        log.write(b"old ")
        log.flush()
        written(Path(f"/dev/fd/{log.fileno()}"))
    assert (tmp_path / "log").read_bytes() == b"old new"


def test_what_cannot_be_written_is_one_line_and_nothing_stays(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").touch()
    for name in ("loop", ".", "file/inside.csv"):
        with pytest.raises(KgError, match="cannot be written"):
            written(tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "loop"]


def test_the_folder_in_which_a_command_runs_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here" / "below").mkdir(parents=True)
    for at, name in (("here", "."), ("here/below", ".."), ("here/below", str(tmp_path / "here"))):
        monkeypatch.chdir(tmp_path / at)
        with pytest.raises(KgError, match="the folder in which the command runs"), whole_folder(Path(name)):
            pass
    assert files_below(tmp_path) == []


def test_a_link_among_files_counts_as_one_wherever_it_leads(tmp_path: Path) -> None:
    for name, target in (("folder", tmp_path), ("file", __file__), ("nowhere", "gone")):
        (tmp_path / name).symlink_to(target)
    assert files_below(tmp_path) == ["file", "folder", "nowhere"]


def test_a_file_that_may_only_be_read_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kept.csv").write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # root may write all
    with pytest.raises(KgError, match="Permission denied"):
        written(tmp_path / "kept.csv")
    assert (tmp_path / "kept.csv").read_text(encoding="utf-8") == "old"


def test_parts_of_an_ended_process_are_swept_by_the_next_one_and_those_of_others_stay(tmp_path: Path) -> None:
    with atomic_writer(tmp_path / "a.csv"), atomic_writer(tmp_path / "b.csv"):
        of_a, of_b = sorted(path.name for path in tmp_path.iterdir())
    mine, gone = f"-{os.getpid()}-", "-999999999-"
    for name in (of_a, of_a.replace(mine, gone), of_b.replace(mine, gone)):
        (tmp_path / name).touch()
    old_folder = tmp_path / of_a.replace(mine, gone).replace("a.csv", "c")
    folder = tmp_path / ("c" * 80)  # longer than what the name of a part tells of it
    for name in (f"made/{folder.name}", "old"):  # ended between the two renames of a folder
        (old_folder / name).mkdir(parents=True)
    (old_folder / "old" / "kept").touch()
    (tmp_path / "a.csv").unlink()
    written(tmp_path / "a.csv")
    assert {path.name for path in tmp_path.iterdir()} >= {of_a, of_b.replace(mine, gone)}
    assert not (tmp_path / of_a.replace(mine, gone)).exists()
    assert sweep(tmp_path) == 2
    assert (folder / "kept").exists()


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("$KG query --list | true", 141, ""),
        ("$KG query --list >&-", 141, ""),
        ("$KG query --list > /dev/full", 2, "kg: the output cannot be written: No space left on device\n"),
        ("$KG query --nonsense 2> /dev/full", 2, ""),
    ],
)
def test_an_output_that_is_closed_or_full_has_its_own_code(line: str, code: int, told: str, cache: Path) -> None:
    done = in_shell(line, cache)
    assert (done.returncode, done.stderr) == (code, told)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_leaves_nothing_behind(number: signal.Signals, tmp_path: Path) -> None:
    program = (
        "import os\nfrom kg.cli import main\n"
        f"os.fsync = lambda _handle: os.kill(os.getpid(), {number})\n"
        f"main.main(['build', '--out', 'ties.nq', '--only', '--sources', {str(WORLD)!r}])"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=ENVIRONMENT, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert done.returncode == 128 + number
    assert done.stderr.strip() in {"", "interrupted"}
    assert list(tmp_path.iterdir()) == []
