"""Every notebook runs from top to bottom and says the same as in its saved outputs."""

from __future__ import annotations

import os

import nbformat
import pytest
from nbclient import NotebookClient

from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def spoken(notebook) -> list[str]:
    """What each cell says in text: printed lines, in however many pieces they came, and plain results; no pictures."""
    cells = []
    for cell in notebook.cells:
        outputs = cell.get("outputs", [])
        said = [output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in outputs]
        cells.append("".join(text for text in said if not text.startswith(("<Figure", "<Axes"))))
    return cells


def test_there_is_a_notebook():
    assert NOTEBOOKS


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")  # of the kernel's own machinery
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_and_says_what_it_said(path, monkeypatch, tmp_path):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    saved = nbformat.read(path, as_version=4)
    assert all(cell.execution_count for cell in saved.cells if cell.cell_type == "code"), "saved without its outputs"
    fresh = nbformat.read(path, as_version=4)
    client = NotebookClient(
        fresh, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    )
    client.execute(env=dict(os.environ))
    assert spoken(fresh) == spoken(saved)
