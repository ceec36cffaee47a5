"""The wheel, built and installed as an operator gets it, works from any folder."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from core import __version__
from core.domain.coaching import ASKS
from tests.project.repository import ROOT, tracked

pytestmark = pytest.mark.slow

PACKAGES = ("bots", "core", "prompts")


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command away from the checkout and return what it printed."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={"HOME": str(cwd), "PATH": os.environ["PATH"], "PYTHONUTF8": "1"},
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the build tools of this environment, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation")
    run(*build, "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def ainori(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone into an empty environment and return its command.

    The libraries come from this environment by a path entry: entries there, such as
    the editable checkout, are not followed, so only the wheel provides our packages.
    """
    folder = tmp_path_factory.mktemp("operator")
    python = folder / "env/bin/python"
    run(sys.executable, "-m", "venv", "--without-pip", folder / "env", cwd=folder)
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(run(python, "-c", where, cwd=folder).strip())
    path_entry = sysconfig.get_path("purelib")
    (site / "libraries.pth").write_text(path_entry, encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
    run(*pip, "--no-deps", "--no-index", "--force-reinstall", wheel, cwd=folder)
    return folder / "env/bin/ainori"


def test_the_wheel_holds_every_tracked_file_of_its_packages_and_nothing_else(
    wheel: Path,
) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())

    missing = {path.as_posix() for path in tracked(*PACKAGES)} - held
    roots = {name.partition("/")[0] for name in held}

    assert missing == set()
    assert roots == {*PACKAGES, f"ainori-{__version__}.dist-info"}


def test_the_wheel_holds_a_prompt_for_every_ask_in_both_languages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())

    named = {ask.prompt for ask in ASKS} | {"_voice", "_again"}
    wanted = {f"{name}.{lang}.j2" for name in named for lang in ("ja", "en")}

    found = (Path(name) for name in held)
    assert {one.name for one in found if one.match("prompts/*.j2")} == wanted


def test_the_installed_command_loads_the_installed_packages(ainori: Path) -> None:
    where = "import core, bots, prompts; print(core.__file__, bots.__file__)"

    found = run(ainori.with_name("python"), "-c", where, cwd=ainori.parent)

    assert str(ROOT) not in found


def test_the_installed_command_tells_its_version(ainori: Path, tmp_path: Path) -> None:
    assert __version__ in run(ainori, "--version", cwd=tmp_path)


def test_the_installed_command_holds_a_talk_from_another_folder(
    ainori: Path, tmp_path: Path
) -> None:
    script = tmp_path / "talk.txt"
    script.write_text("ヘルプ\n", encoding="utf-8")

    talk = run(ainori, "chat", "--script", script, "--lang", "ja", cwd=tmp_path)

    assert any("ぁ" <= letter <= "ん" for letter in talk.replace("ヘルプ", ""))
