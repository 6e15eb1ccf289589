"""The house keeps its shape: who imports whom, what importing costs, what is public, what lint and types say."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib

import pytest

import stance
from tests.conftest import ROOT

#: Floors from the top; a module may import from lower floors, and from its own room. The command line stands above
#: the report, since it writes one; what language a text is in is a plain question of words, asked on two floors;
#: sentiment stands below the classifier, which has VADER's numbers among its features.
FLOORS = [
    {"stance.__main__"},
    {"stance.cli"},
    {"stance.reporting", "stance.card_plots"},
    {"stance.plots", "stance.labelling_widget", "stance.report_folder"},
    {"stance.drawing"},
    {"stance.scoring", "stance.prevalence"},
    {"stance.pages", "stance.classifier", "stance.labelling"},
    {"stance.sentiment"},
    {"stance.table", "stance.targets"},
    {"stance.csv_files"},
    {
        "stance.errors",
        "stance.files",
        "stance.language",
        "stance.printing",
        "stance.pages.records",
        "stance.pages.vocabulary",
    },
    {"stance.pages.tongues"},
]
#: Heavy libraries, and the only places that may know them. Sentiment asks scikit-learn for the class of its tags alone.
KNOWN_BY = {
    "joblib": {"stance.sentiment"},
    "sklearn": {"stance.classifier", "stance.sentiment"},
    "vaderSentiment": {"stance.sentiment"},
    # what plots share, comments, a report, a model's card
    "matplotlib": {"stance.drawing", "stance.plots", "stance.reporting", "stance.card_plots"},
    "charset_normalizer": {"stance.pages"},
    "jinja2": {"stance.reporting"},
    "anywidget": {"stance.labelling_widget"},
    "traitlets": {"stance.labelling_widget"},
    "tqdm": {"stance.pages", "stance.sentiment"},
}
NOT_LOADED = (
    "sklearn",
    "pandas",
    "matplotlib",
    "scipy",
    "numpy",
    "vaderSentiment",
    "jinja2",
    "lxml",
    "bs4",
    "anywidget",
    "html.parser",
)


def modules():
    for path in sorted((ROOT / "stance").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def imports_of(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def floor_of(name: str) -> int | None:
    """The floor of the most specific room that the name is in."""
    rooms = [(len(room), number) for number, floor in enumerate(FLOORS) for room in floor if in_room(name, room)]
    return max(rooms)[1] if rooms else None


def in_room(name: str, room: str) -> bool:
    return name == room or name.startswith(room + ".")


def room_of(name: str) -> str:
    return ".".join(name.split(".")[:2])


ALL_MODULES = dict(modules())


@pytest.mark.parametrize("name", [name for name in ALL_MODULES if name != "stance"])
def test_imports_go_strictly_downwards(name):
    assert floor_of(name) is not None, f"{name} has no floor"
    for imported in imports_of(ALL_MODULES[name]):
        if not imported.startswith("stance.") or imported == "stance.__version__":
            continue
        same_room = room_of(imported) == room_of(name)
        assert same_room or floor_of(imported) > floor_of(name), f"{name} may not import {imported}"


@pytest.mark.parametrize("library", KNOWN_BY)
def test_a_library_is_known_to_its_room_alone(library):
    for name, tree in ALL_MODULES.items():
        if any(in_room(imported, library) for imported in imports_of(tree)):
            assert any(in_room(name, room) for room in KNOWN_BY[library]), f"{name} may not know {library}"


def test_import_stance_loads_nothing_heavy():
    code = f"import sys, stance; print([name for name in {NOT_LOADED!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_reading_pages_loads_no_scientific_library():
    code = (
        f"import sys, stance; stance.read_page('seeds/001_9188ef4ab041caef.txt');"
        f"print([name for name in {NOT_LOADED!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_public_names_are_these_and_all_there():
    assert set(stance.__all__) == set(stance._HOME)
    for name in stance.__all__:
        value = getattr(stance, name)
        assert value.__doc__, f"{name} has no docstring"
        assert value.__module__.startswith(stance._HOME[name])
    assert set(stance.__all__) <= set(dir(stance))


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'stance' has no attribute 'read_pgae'"):
        _ = stance.read_pgae


def test_every_error_is_a_stance_error():
    for name in ("PageError", "TableError", "ArtefactError"):
        assert issubclass(getattr(stance, name), stance.StanceError)


def test_version_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == stance.__version__
    assert f"\nversion: {stance.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## {stance.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_room_is_installed():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rooms = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "stance").rglob("__init__.py")}
    assert set(project["tool"]["setuptools"]["packages"]) - {"stance.models"} == rooms


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=lambda command: " ".join(command),
)
def test_lint_and_types_are_clean(command):
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
