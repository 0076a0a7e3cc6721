"""The wheel and the sdist, as somebody who has no checkout gets them."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from resurf_cli import __version__

ROOT = Path(__file__).parents[1]
CHECKLISTS = {path.relative_to(ROOT).as_posix() for path in (ROOT / "checklists").rglob("*") if path.is_file()}
DIST_INFO = f"resurf_cli-{__version__}.dist-info"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with both packages; built once, because it takes a second."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def wheel(built: Path) -> zipfile.Path:
    return zipfile.Path(next(built.glob("*.whl")))


@pytest.fixture(scope="session")
def in_wheel(wheel: zipfile.Path) -> list[str]:
    return [name for name in wheel.root.namelist() if not name.endswith("/")]


@pytest.fixture(scope="session")
def in_sdist(built: Path) -> list[str]:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        return [member.name.partition("/")[2] for member in archive if member.isfile()]


def test_there_are_checklists_and_the_schema_of_their_format_to_ship() -> None:
    assert {"checklists/fractional-ablative.yaml", "checklists/checklist.schema.json"} <= CHECKLISTS


def test_the_wheel_holds_every_checklist_inside_the_package(in_wheel: list[str]) -> None:
    inside = "resurf_cli/checklists/"
    shipped = sorted(name.removeprefix("resurf_cli/") for name in in_wheel if name.startswith(inside))
    assert shipped == sorted(CHECKLISTS)


def test_the_wheel_holds_the_package_and_nothing_beside_it(in_wheel: list[str]) -> None:
    assert {name.partition("/")[0] for name in in_wheel} == {"resurf_cli", DIST_INFO}


def test_the_wheel_holds_every_module(in_wheel: list[str]) -> None:
    source = ROOT / "src"
    modules = sorted(path.relative_to(source).as_posix() for path in source.rglob("*.py"))
    assert sorted(name for name in in_wheel if name.endswith(".py")) == modules


def test_the_sdist_holds_every_checklist_where_the_checkout_has_it(in_sdist: list[str]) -> None:
    assert sorted(name for name in in_sdist if name.startswith("checklists/")) == sorted(CHECKLISTS)


def test_the_sdist_holds_what_building_and_testing_it_needs(in_sdist: list[str]) -> None:
    needed = {"pyproject.toml", "README.md", "LICENSE", "tests/conftest.py", "src/resurf_cli/__init__.py"}
    assert needed <= set(in_sdist)


def test_the_licence_is_in_both(in_wheel: list[str], in_sdist: list[str]) -> None:
    assert f"{DIST_INFO}/licenses/LICENSE" in in_wheel
    assert "LICENSE" in in_sdist


def test_the_command_is_called_resurf(wheel: zipfile.Path) -> None:
    words = (wheel / DIST_INFO / "entry_points.txt").read_text()
    assert "resurf = resurf_cli.cli:main" in words


def test_typer_stays_below_the_version_that_imports_pydantic() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "typer>=0.26,<0.29" in project["dependencies"]
