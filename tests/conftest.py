"""What the tests share: the project's folders, and the data beside a checkout where they are there."""

from __future__ import annotations

import os
from pathlib import Path

import matplotlib as mpl
import pytest
from hypothesis import settings

mpl.use("Agg")
settings.register_profile("anywhere", deadline=None)  # machines differ
settings.register_profile("ci", parent=settings.get_profile("anywhere"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "anywhere")

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
BENCH = ROOT.parent / "shared" / "bench"


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test, and every example in a docstring, from the project's top folder."""
    monkeypatch.chdir(ROOT)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    import matplotlib.pyplot as plt

    plt.close("all")


@pytest.fixture(scope="session")
def seed_pages():
    import stance

    return stance.read_pages(SEEDS)


@pytest.fixture(scope="session")
def scored_seeds(seed_pages):
    import stance

    return stance.score(seed_pages)
