"""The README is true: its examples run, and its figures are those of the shipped model."""

from __future__ import annotations

import re

import pytest

import stance
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)


def test_the_examples_run_in_their_order(tmp_path, monkeypatch):
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    assert EXAMPLES
    names: dict[str, object] = {}
    for number, example in enumerate(EXAMPLES, start=1):
        exec(compile(example, f"README.md, example {number}", "exec"), names)  # noqa: S102 - our own README


def test_the_two_commands_are_those_that_ci_runs():
    commands = re.findall(r"^python3 -m venv .*$", README, flags=re.MULTILINE)
    assert commands == [
        "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/stance report seeds --out report",
        'python3 -m venv .venv && .venv/bin/pip install -e ".[test]" && .venv/bin/python -m pytest',
    ]


@pytest.mark.parametrize("part", ["threads", "all"])
def test_published_figures_are_those_of_the_card(part):
    measured = stance.load_classifier().card_["metrics"][part]
    row = next(line for line in README.splitlines() if line.startswith(f"| {part} "))
    cells = [cell.strip() for cell in row.strip("|").split("|")][1:]
    f1 = measured["classes"]
    assert cells == [
        str(measured["comments"]),
        f"{measured['macro_f1']:.2f}",
        f"{measured['baselines']['majority']['macro_f1']:.2f}",
        f"{measured['accuracy']:.2f}",
        f"{measured['baselines']['majority']['accuracy']:.2f}",
        " / ".join(f"{f1[name]['f1']:.2f}" for name in ("favor", "none", "against")),
    ]


def test_figures_on_the_seed_comments_are_true(scored_seeds):
    import pandas as pd

    gold = pd.read_csv("seeds/stance_gold.csv")
    right = int((scored_seeds["stance"].astype(str).to_numpy() == gold["label"].to_numpy()).sum())
    assert f"{right} of the 15 real comments" in re.sub(r"\s+", " ", README)


def test_every_public_name_is_in_the_readme():
    errors = {"ArtefactError", "TableError", "Failure", "Article", "Comment"}
    for name in set(stance.__all__) - errors:
        assert f"`{name}" in README or f"{name}(" in README, name


def test_no_path_of_a_machine_in_any_file():
    for path in ROOT.rglob("*"):
        if path.is_file() and path.suffix in {".py", ".md", ".ipynb", ".json", ".toml", ".cff", ".j2"}:
            if any(part.startswith(".") or part in {"build", "report"} for part in path.relative_to(ROOT).parts):
                continue
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"(?<![\w.])/(?:home|root|Users|work)/\w", text), path
