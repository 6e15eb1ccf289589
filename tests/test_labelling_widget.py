"""The notebook widget: what it shows and writes, and all of it in a real Jupyter in a real browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

import pandas as pd
import psutil
import pytest

import stance
from stance import StanceError, label, read_labels
from stance.labelling import Session
from tests.browser import CHROMIUM, PATIENCE, chromium, end

HOSTILE = "Keep it. <script>document.title = 'run'</script><img src=x onerror=\"document.title = 'run'\"> \u202e&lt;"
SHOWN = HOSTILE.replace("\u202e", "")  # it would turn the line round
TABLE = pd.DataFrame(
    {
        "comment_id": [f"p#{i}" for i in range(6)],
        "page_title": "Ferry <i>to close</i>",
        "reply_to": [None, "p#0", None, None, None, None],
        "quoted": [None, None, "Nobody takes it.", None, None, None],
        "text": [HOSTILE, "Scrap it.", "I do.", "long " * 2000, "Why now?", "When?"],
        "stance": ["favor"] * 6,
        "p_favor": [0.7] * 6,
    }
)


@pytest.fixture
def widget(tmp_path):
    return label(TABLE, tmp_path / "l.jsonl", annotator="ana", target="the ferry")


def press(widget, action, step=None):
    """Send what the browser sends."""
    widget._handle_custom_msg({"action": action, "step": widget.state["step"] if step is None else step}, [])


def test_what_is_shown_is_the_current_comment_and_no_guess(widget, tmp_path):
    shown = {"headline": "Ferry <i>to close</i>", "answered": "", "quoted": "", "text": SHOWN, "guess": ""}
    about = {
        "finished": False,
        "done": 0,
        "total": 6,
        "skipped": 0,
        "taken_over": 0,
        "sarcasm": False,
        "again": False,
        "annotator": "ana",
        "target": "the ferry",
    }
    assert widget.state == shown | about | {"step": 0, "error": "", "path": str(tmp_path / "l.jsonl")}


def test_keys_are_written_before_the_next_comment_is_shown(widget, tmp_path):
    press(widget, "sarcasm")
    assert widget.state["sarcasm"]
    press(widget, "favor")
    assert json.loads((tmp_path / "l.jsonl").read_text())["sarcasm"]
    assert (widget.state["text"], widget.state["answered"], widget.state["done"]) == ("Scrap it.", SHOWN, 1)
    press(widget, "skip")
    press(widget, "undo")
    assert (widget.state["text"], widget.state["skipped"]) == ("Scrap it.", 0)
    press(widget, "skip")
    for _ in range(4):
        press(widget, "none")
    assert (widget.state["text"], widget.state["again"], widget.state["skipped"]) == ("Scrap it.", True, 1)
    press(widget, "none")
    assert (widget.state["text"], widget.state["done"], widget.state["finished"]) == ("", 6, True)
    assert set(read_labels(tmp_path / "l.jsonl")["target"]) == {"the ferry"}
    assert label(TABLE, tmp_path / "l.jsonl", annotator="ben").state["target"] == ""


def test_the_widget_says_how_many_labels_of_another_sample_it_has_taken_over(tmp_path):
    first = label(stance.sample_to_label(TABLE[:2], 2), tmp_path / "l.jsonl", annotator="ana")
    press(first, "none")
    press(first, "favor")
    later = label(stance.sample_to_label(TABLE, 6), tmp_path / "l.jsonl", annotator="ana")
    for _ in range(4):
        press(later, "against")
    assert (later.state["finished"], later.state["done"], later.state["taken_over"]) == (True, 6, 2)


def test_what_the_labels_mean_is_sent_in_the_order_of_the_keys(widget):
    assert [name for name, _ in widget.guide["meanings"]] == ["favor", "against", "none"]
    assert widget.guide["question"].startswith("What does the writer most likely think of the target?")
    assert len(widget.guide["rules"]) == 5


def test_a_key_for_a_comment_that_is_shown_no_more_does_nothing(widget):
    press(widget, "favor")
    press(widget, "favor", step=0)
    for message in ("favor", {"action": "favor"}, {"action": ["x"], "step": 2}, {"action": None, "step": 3}):
        widget._handle_custom_msg(message, [])
    assert widget.state["done"] == 1


def test_a_failing_write_is_shown_and_keeps_the_comment(widget, tmp_path):
    (tmp_path / "l.jsonl").unlink()
    (tmp_path / "l.jsonl").mkdir()
    press(widget, "favor")
    assert widget.state["error"].startswith("Not written: ")
    assert "l.jsonl: cannot be written (Is a directory)" in widget.state["error"]
    assert (widget.state["text"], widget.state["done"]) == (SHOWN, 0)
    (tmp_path / "l.jsonl").rmdir()
    press(widget, "favor")
    assert (widget.state["error"], widget.state["done"]) == ("", 1)


def test_the_guess_is_shown_if_asked_for_and_the_label_says_so(tmp_path):
    widget = label(TABLE, tmp_path / "l.jsonl", annotator="ana", show_votes=True)
    assert widget.state["guess"] == "favor, 0.70"
    press(widget, "none")
    assert read_labels(tmp_path / "l.jsonl")["votes_shown"].all()


def test_half_a_surrogate_pair_does_not_stop_the_message(tmp_path):
    table = pd.DataFrame({"comment_id": ["p#1"], "text": ["so \ud83d it is"]})
    widget = label(table, tmp_path / "l.jsonl", annotator="ana")
    assert widget.state["text"] == "so  it is"
    press(widget, "none")
    assert len(read_labels(tmp_path / "l.jsonl", table)) == 1


def test_without_anywidget_the_command_to_type_is_named(tmp_path, monkeypatch):
    from stance import labelling_widget

    labelling_widget._widget_class.cache_clear()
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(StanceError, match=r"needs the package anywidget; type: pip install anywidget"):
        label(TABLE, tmp_path / "l.jsonl", annotator="ana")


def test_the_front_knows_no_way_to_put_markup_into_the_page():
    front = (stance.labelling_widget._FRONT / "widget.js").read_text()
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert word not in front


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory):
    """Jupyter with one notebook, in a folder of its own: its process, the folder, the notebook's address."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    nbformat = pytest.importorskip("nbformat")
    folder = tmp_path_factory.mktemp("jupyter")
    TABLE.to_pickle(folder / "table.pkl")
    cell = nbformat.v4.new_code_cell(
        "import pandas, stance\n"
        "stance.label(pandas.read_pickle('table.pkl'), 'l.jsonl', annotator='ana', target='the ferry')"
    )
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel}), folder / "n.ipynb")
    places = {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    expose = "--JupyterNotebookApp.expose_app_in_browser=True"
    options = [expose, "--no-browser", "--allow-root", "--ServerApp.port=0", "--ServerApp.ip=127.0.0.1"]
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "notebook", *options, f"--ServerApp.root_dir={folder}"],
            env=os.environ | places | {"IPYTHONDIR": str(folder / "ipython")},
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    try:
        about = _server(folder / "runtime")
        yield process.pid, folder, f"{about['url']}notebooks/n.ipynb?token={about['token']}"
    finally:
        end(process)


def _server(runtime):
    """Return what the server says of itself as soon as it serves."""
    until = time.monotonic() + PATIENCE
    while True:
        for file in runtime.glob("jpserver-*.json"):
            try:
                return json.loads(file.read_text())
            except ValueError:  # half written
                pass
        assert time.monotonic() < until, "Jupyter does not start"
        time.sleep(0.1)


#: Before that Jupyter asks which kernel to take, or does nothing.
READY = """((context) => {
  const kernel = context?.isReady && context.session?.kernel;
  return kernel && kernel.connectionStatus === "connected" && kernel.status === "idle";
})(window.jupyterapp?.shell.currentWidget?.context?.sessionContext)"""


def run_the_cell(tab):
    """Run the notebook as its menu does, when the kernel is ready, and click on the widget."""
    tab.wait_for(READY)
    tab.ask("void window.jupyterapp.commands.execute('notebook:run-all-cells')")
    tab.wait_for("document.querySelector('.stance-label')")
    tab.click(".stance-text")


def said(tab, part):
    return tab.ask(f"document.querySelector('.stance-{part}').innerText")


def wait_for_progress(tab, words):
    tab.wait_for(f"document.querySelector('.stance-progress').innerText === {json.dumps(words)}")


def is_seen(tab, part):
    return tab.ask(f"document.querySelector('.stance-{part}').checkVisibility()")


#: The contrast of every text of the widget with the paper that it stands on (WCAG 2.2, 1.4.3), the least of them.
CONTRAST = """(() => {
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => { pen.clearRect(0, 0, 1, 1); pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
    return pen.getImageData(0, 0, 1, 1).data; };
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const paper = (e) => { const c = getComputedStyle(e).backgroundColor;
    return rgba(c)[3] ? c : paper(e.parentElement); };
  const blend = (over, under) => [0, 1, 2].map((i) => (over[i] * over[3] + under[i] * (255 - over[3])) / 255);
  const shown = [...document.querySelectorAll(".stance-label *")].filter((e) => e.innerText && e.checkVisibility());
  return Math.min(...shown.filter((e) => !e.closest(":disabled")).map((e) => {
    const under = rgba(paper(e)), over = rgba(getComputedStyle(e).color);
    const [a, b] = [light(blend(over, under)), light(under)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  }));
})()"""


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_in_a_browser_keys_label_and_a_closed_page_loses_nothing(jupyter, tmp_path):
    server, folder, address = jupyter
    pictures = os.environ.get("STANCE_PICTURES")
    with chromium(tmp_path) as tab:
        tab.open(address)
        run_the_cell(tab)

        assert said(tab, "text").endswith(SHOWN)
        assert said(tab, "headline").endswith("Ferry <i>to close</i>")
        assert tab.ask("document.querySelectorAll('.stance-label script, .stance-label img').length") == 0
        assert tab.ask("document.title") != "run"
        assert said(tab, "target").endswith("the ferry")
        assert not is_seen(tab, "guess")
        assert tab.ask(CONTRAST) >= 4.5

        cells = tab.ask("document.querySelectorAll('.jp-Cell').length")
        tab.press("1")
        wait_for_progress(tab, "1 of 6 labelled")
        assert said(tab, "answered").endswith(SHOWN)
        tab.press("s")
        tab.wait_for("document.querySelector('.stance-sarcasm').getAttribute('aria-pressed') === 'true'")
        take(tab, pictures, "light")
        tab.press("2")
        wait_for_progress(tab, "2 of 6 labelled")
        tab.press(" ")
        wait_for_progress(tab, "2 of 6 labelled, 1 skipped")
        tab.press("ArrowDown")
        tab.wait_for("document.querySelector('.stance-scroll').scrollTop > 0")
        tab.press("u")
        wait_for_progress(tab, "2 of 6 labelled")
        assert not is_seen(tab, "guide")
        tab.press("?")
        tab.wait_for("document.querySelector('.stance-guide').checkVisibility()")
        assert "thinks well of it" in said(tab, "guide")
        assert tab.ask(CONTRAST) >= 4.5
        take(tab, pictures, "guide")
        tab.press("h")
        tab.wait_for("!document.querySelector('.stance-guide').checkVisibility()")
        tab.click(".stance-help")
        tab.wait_for("document.querySelector('.stance-help').getAttribute('aria-expanded') === 'true'")
        tab.click(".stance-none")
        wait_for_progress(tab, "3 of 6 labelled")
        assert is_seen(tab, "guide")
        tab.press(" ")  # skips, though the mouse pressed another button
        wait_for_progress(tab, "3 of 6 labelled, 1 skipped")
        assert tab.ask("document.querySelectorAll('.jp-Cell').length") == cells  # no key went to the notebook
        assert tab.ask("document.querySelectorAll('.jp-MarkdownCell').length") == 0
        expected = [["p#0", "favor", False], ["p#1", "against", True], ["p#2", "none", False]]
        assert _written(folder) == expected

        theme = folder / "config" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
        theme.mkdir(parents=True, exist_ok=True)
        (theme / "themes.jupyterlab-settings").write_text('{"theme": "JupyterLab Dark"}')
    with chromium(tmp_path) as tab:
        tab.open(address)
        tab.wait_for("document.body.dataset.jpThemeLight === 'false'")
        run_the_cell(tab)
        assert said(tab, "progress") == "3 of 6 labelled, 1 skipped"
        assert tab.ask(CONTRAST) >= 4.5
        take(tab, pictures, "dark")
        (folder / "l.jsonl").rename(folder / "kept.jsonl")
        (folder / "l.jsonl").mkdir()
        tab.press("3")
        tab.wait_for("document.querySelector('.stance-error').innerText.includes('cannot be written')")
        assert said(tab, "progress") == "3 of 6 labelled, 1 skipped"
        take(tab, pictures, "error")
        (folder / "l.jsonl").rmdir()
        (folder / "kept.jsonl").rename(folder / "l.jsonl")
        tab.press("3")
        wait_for_progress(tab, "4 of 6 labelled, 1 skipped")
        assert not is_seen(tab, "again")
        tab.press("1")
        wait_for_progress(tab, "5 of 6 labelled, 1 skipped")
        assert is_seen(tab, "again")  # the one that was skipped in the page that is closed
        assert said(tab, "text").endswith("long long ")
        assert tab.ask(CONTRAST) >= 4.5
        take(tab, pictures, "again")
        tab.press(" ")
        end_of_it = "The labels are in l.jsonl. Run the cell again to see what was skipped."
        wait_for_progress(tab, f"5 of 6 labelled, 1 skipped. {end_of_it}")
        take(tab, pictures, "done")

        kernel = psutil.Process(server).children(recursive=True)[0]
        kernel.suspend()
        tab.press("u")
        tab.wait_for("document.querySelector('.stance-error').innerText.startsWith('Python does not answer')")
        kernel.resume()
        wait_for_progress(tab, "5 of 6 labelled, 1 skipped")
        assert not is_seen(tab, "error")
        tab.press("1")
        wait_for_progress(tab, "6 of 6 labelled. The labels are in l.jsonl.")
        last = [["p#3", "favor", False], ["p#4", "none", False], ["p#5", "favor", False]]
        assert _written(folder) == [*expected, *last]


def take(tab, folder, name):
    """Keep a picture where one is asked for: STANCE_PICTURES=folder."""
    if folder:
        from pathlib import Path

        tab.picture(Path(folder) / f"{name}.png")


def _written(folder):
    columns = ["comment_id", "label", "sarcasm"]
    return read_labels(folder / "l.jsonl", TABLE)[columns].astype(object).to_numpy().tolist()


def test_two_sessions_and_the_widget_share_a_file(widget, tmp_path):
    other = Session(TABLE, tmp_path / "l.jsonl", annotator="ben")
    press(widget, "favor")
    other.decide("none")
    assert read_labels(tmp_path / "l.jsonl")["annotator"].tolist() == ["ana", "ben"]
