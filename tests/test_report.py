"""The report: one folder, one self-contained page, nothing of a stranger's that runs."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from sklearn.pipeline import make_pipeline

import stance
from stance.classifier import artefact, describing

HOSTILE = """2 Comments
<b>Eve</b>
<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7 * 7 }} {% raw %}
=HYPERLINK("http://example.com")
Mallory
+cmd|' /C calc'!A0 is what I think of the talks
"""


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.links = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("src", "href")]
        assert not any(name.startswith("on") for name, _ in attrs)


@pytest.fixture(scope="module")
def seed_report(tmp_path_factory, seed_pages):
    return stance.report(seed_pages, tmp_path_factory.mktemp("report") / "deep" / "er")


def test_all_files_are_there_and_whole(seed_report):
    files = {path.name for path in seed_report.parent.iterdir()}
    plots = {
        f"{name}{end}" for name in ("distribution", "sentiment", "sentiment_by_stance") for end in (".png", ".svg")
    }
    assert files == plots | {"index.html", "comments.csv", "shares.csv"}
    assert all((seed_report.parent / plot).stat().st_size > 1000 for plot in plots)


def test_the_table_is_the_scored_table(seed_report, scored_seeds):
    table = pd.read_csv(seed_report.parent / "comments.csv")
    assert list(table.columns) == list(scored_seeds.columns)
    assert table["comment_id"].tolist() == scored_seeds["comment_id"].tolist()
    assert table["sentiment"].tolist() == scored_seeds["sentiment"].tolist()


def test_every_comment_and_page_is_shown(seed_report, seed_pages):
    html = seed_report.read_text(encoding="utf-8")
    for page in seed_pages:
        assert page.source in html
        for comment in page.comments:
            assert comment.author in html
            assert re.sub("['\"&]", "", comment.text.splitlines()[0][:20]) in re.sub("&#3[49];|&amp;|['\"]", "", html)


def test_without_labels_it_says_that_votes_are_no_shares(seed_report):
    html = seed_report.read_text(encoding="utf-8")
    assert "no estimate of shares" in html
    assert "stance.sample_to_label(table, 15)" in html
    assert "--labels labels.jsonl" in html
    assert re.search(r"\d{4} synthetic", html)
    assert "NaN" not in html


def test_it_is_self_contained_and_runs_nothing(seed_report):
    parser = Tags()
    parser.feed(seed_report.read_text(encoding="utf-8"))
    assert "script" not in parser.tags
    pictures = [link for link in parser.links if link.startswith("data:image/svg+xml;base64,")]
    files = [link for link in parser.links if link not in pictures]
    assert len(pictures) == 3
    assert all((seed_report.parent / link).is_file() for link in files)


def test_what_strangers_wrote_is_shown_and_never_run(tmp_path):
    index = stance.report(stance.parse_page(HOSTILE), tmp_path)
    html = index.read_text(encoding="utf-8")
    parser = Tags()
    parser.feed(html)
    assert "script" not in parser.tags
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{ 7 * 7 }}" in html
    table = pd.read_csv(tmp_path / "comments.csv")
    assert table.loc[1, "text"].startswith("'+cmd")


def test_labels_turn_votes_into_shares(tmp_path, seed_pages):
    index = stance.report(seed_pages, tmp_path, labels=pd.read_csv("seeds/stance_gold.csv"))
    html = index.read_text(encoding="utf-8")
    assert "against 73%" in html
    assert "no estimate of shares" not in html
    table = pd.read_csv(tmp_path / "comments.csv")
    assert table["label"].tolist() == pd.read_csv("seeds/stance_gold.csv")["label"].tolist()
    shares = pd.read_csv(tmp_path / "shares.csv")
    assert shares["method"].unique().tolist() == ["count"]


def test_failures_and_warnings_are_listed(tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "bad.txt").write_bytes(b"")
    (tmp_path / "pages" / "good.txt").write_text("5 Comments\nnorthquay\nFares go up.\n")
    html = stance.report(stance.read_pages(tmp_path / "pages"), tmp_path / "out").read_text(encoding="utf-8")
    assert "could not be read" in html
    assert "bad.txt: the file is empty" in html
    assert "the page declares 5 comments, 1 were found" in html


def test_pages_without_comments_make_a_report_that_says_so(tmp_path, seed_pages):
    index = stance.report(list(seed_pages)[2:], tmp_path)
    assert "There is no comment with words of its own" in index.read_text(encoding="utf-8")
    assert not (tmp_path / "distribution.png").exists()
    assert len(pd.read_csv(tmp_path / "comments.csv")) == 0


def test_nothing_of_an_earlier_report_is_left(tmp_path, seed_pages):
    stance.report(seed_pages, tmp_path)
    (tmp_path / "mine.txt").write_text("kept")
    stance.report(list(seed_pages)[2:], tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"index.html", "comments.csv", "mine.txt"}


def test_a_saved_page_in_the_folder_is_not_written_over(tmp_path):
    page = tmp_path / "index.html"
    page.write_text("<html><body><p>A saved page.</p></body></html>")
    with pytest.raises(
        stance.StanceError, match=r"no report wrote index\.html as it stands there.*name another folder"
    ):
        stance.report(stance.read_pages(tmp_path), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
    assert page.read_text() == "<html><body><p>A saved page.</p></body></html>"


@pytest.mark.parametrize("name", ["comments.csv", "index.html", "sentiment.svg"])
def test_a_file_that_was_changed_since_the_report_wrote_it_is_kept(tmp_path, name):
    stance.report(["Pointless trip."], tmp_path)
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write("\nlabelled by hand")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(stance.StanceError, match=f"no report wrote {name}.* as it stands there"):
        stance.report(["Keep talking!"], tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_what_is_no_file_in_the_place_of_a_reports_file_is_kept(tmp_path):
    (tmp_path / "comments.csv").mkdir()
    (tmp_path / "shares.csv").symlink_to(tmp_path / "gone")
    with pytest.raises(stance.StanceError, match=r"no report wrote comments\.csv, shares\.csv as it stands there"):
        stance.report(["Keep talking!"], tmp_path)


@pytest.mark.parametrize("mark", ["", "[]", '{"comments.csv": 1}', '{"index.html": null}', "{"])
def test_a_mark_that_is_damaged_is_none(tmp_path, mark):
    (tmp_path / "index.html").write_text(f"<p>Mine</p><!-- stance report: {mark} -->\n")
    with pytest.raises(stance.StanceError, match=r"no report wrote index\.html"):
        stance.report(["Keep talking!"], tmp_path)


def test_a_scored_table_is_reported_with_its_own_classifier_and_target_only(tmp_path, scored_seeds):
    texts = ["keep it", "it must stay", "scrap it", "away with it", "what time", "who knows"]
    ferry = stance.StanceClassifier(target="ferry").fit(texts, ["favor", "favor", "against", "against", "none", "none"])
    scored = stance.score(["keep it", "away with it"], ferry)
    with pytest.raises(stance.TableError, match="stances are towards 'ferry', not 'us-japan-talks'; leave target= out"):
        stance.report(scored, tmp_path, target="us-japan-talks")
    with pytest.raises(
        stance.TableError, match="scored by another classifier; leave classifier= out, or score the com"
    ):
        stance.report(scored, tmp_path, classifier="us-japan-talks")
    with pytest.raises(stance.TableError, match="does not say by which classifier; leave classifier= out"):
        stance.report(pd.DataFrame(scored.to_dict("list")), tmp_path, classifier=ferry)
    with pytest.raises(stance.TableError, match="the table's column 'target' names 'ferry'"):
        stance.report(pd.DataFrame(scored.assign(target="ferry").to_dict("list")), tmp_path, target="talks")
    assert not any(tmp_path.iterdir())
    html = stance.report(scored, tmp_path, classifier=ferry, target="ferry").read_text(encoding="utf-8")
    assert "<p>The stances are towards: ferry.</p>\n<p>The classifier&#39;s target: ferry." in html
    assert f"none of the shipped ones (fingerprint {ferry.fingerprint_})" in html


def test_a_report_on_a_scored_table_names_target_and_classifier_or_says_that_they_are_not_known(tmp_path, scored_seeds):
    html = stance.report(scored_seeds, tmp_path).read_text(encoding="utf-8")
    assert "<p>The stances are towards: us-japan-talks.</p>\n<p>The classifier&#39;s target: us-japan-talks." in html
    assert "It is the shipped us-japan-talks (fingerprint " in html
    bare = pd.read_csv(tmp_path / "comments.csv")
    html = stance.report(bare, tmp_path).read_text(encoding="utf-8")
    assert "What the stances are towards, nothing says." in html
    assert "Which classifier gave the votes, the table does not say." in html
    html = stance.report(bare, tmp_path, target="<talks>").read_text(encoding="utf-8")
    assert "The stances are towards &lt;talks&gt;, as it was called with; the table does not say." in html


def test_the_figures_on_real_comments_stand_beside_those_on_invented_ones(seed_report):
    html = seed_report.read_text(encoding="utf-8")
    assert re.search(r"macro-F1 0\.\d\d \(95 % interval 0\.\d\d–0\.\d\d\), accuracy 0\.\d\d; always giving", html)
    assert (
        "Synthetic comments are invented, and real ones are harder: of 15 real ones on the talks it gets 9 right, "
        "where always answering against gets 11; they are too few to say more."
    ) in html


def test_the_figures_on_real_comments_are_those_of_the_shipped_models(scored_seeds):
    gold = pd.read_csv("seeds/stance_gold.csv")["label"]
    right = int((scored_seeds["stance"].astype(str).to_numpy() == gold.to_numpy()).sum())
    assert describing.SHIPPED[stance.load_classifier().fingerprint_] == ("us-japan-talks", right)
    assert len(gold) == describing.REAL_COMMENTS
    assert int((gold == "against").sum()) == describing.ALWAYS_AGAINST
    for fingerprint, (name, number) in describing.SHIPPED.items():
        model = artefact.MODELS / f"{name}.npz"
        card = json.loads(model.with_suffix(".json").read_text(encoding="utf-8"))
        assert artefact._restore(artefact._read_arrays(model), card, model).fingerprint_ == fingerprint, (
            f"{name} was trained again: measure it on seeds/stance_gold.csv and say here and in the README what it gets"
        )
        readme = Path("README.md").read_text(encoding="utf-8")
        said = f"gets {number} of the 15 real" if name == "us-japan-talks" else f"with MiniLM {number})"
        assert said in readme


def test_a_classifier_of_ones_own_is_described_by_what_is_known(tmp_path, seed_pages):
    texts = ["keep talking now", "keep the talks", "walk away now", "walk away", "rice is dear", "rice again"]
    labels = ["favor", "favor", "against", "against", "none", "none"]
    for target in (None, "the ferry"):
        own = stance.StanceClassifier(target=target).fit(texts, labels)
        html = stance.report(seed_pages, tmp_path, classifier=own).read_text(encoding="utf-8")
        assert f"target: {target or 'not named'}." in html
    html = stance.report(seed_pages, tmp_path, classifier=make_pipeline(own)).read_text(encoding="utf-8")
    assert "target: not named." in html


def test_a_scored_table_and_bare_strings_make_reports_too(tmp_path, scored_seeds):
    stance.report(scored_seeds, tmp_path / "a")
    assert len(pd.read_csv(tmp_path / "a" / "comments.csv")) == 15
    html = stance.report(["Pointless trip.", None], tmp_path / "b").read_text(encoding="utf-8")
    assert "no text" in html


def test_the_same_pages_give_the_same_files(tmp_path, seed_pages):
    for name in ("a", "b"):
        stance.report(seed_pages, tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path, seed_pages):
    (tmp_path / "out").write_text("x")
    with pytest.raises(stance.StanceError, match=r"out: there is a file of this name; a report needs a folder"):
        stance.report(seed_pages, tmp_path / "out")


@pytest.mark.parametrize("name", ["distribution.png", "comments.csv", "index.html"])
def test_a_disk_that_is_full_is_named_and_leaves_the_folder_as_it_was(tmp_path, monkeypatch, name):
    old = files_of(stance.report(["Pointless trip.", "Keep talking!"], tmp_path / "r").parent)
    write = Path.write_bytes

    def full(path, data):
        if name in path.name:
            write(path, data[:10])
            raise OSError(28, "No space left on device")
        return write(path, data)

    for folder, kept in (("new", {}), ("r", old)):
        with monkeypatch.context() as patch:
            patch.setattr(Path, "write_bytes", full)
            with pytest.raises(stance.StanceError, match=rf"{folder}: the report cannot be written \(No space left"):
                stance.report(["Well done.", "No deal."], tmp_path / folder)
        assert files_of(tmp_path / folder) == kept
        assert stance.report(["Well done.", "No deal."], tmp_path / folder).exists(), "there is place again"


def test_a_report_that_was_broken_off_can_be_written_again(tmp_path, monkeypatch):
    stance.report(["Pointless trip.", "Keep talking!"], tmp_path)
    replace, replaced = Path.replace, []

    def broken_off(path, place):
        if len(replaced) == 3:
            raise KeyboardInterrupt
        replaced.append(place)
        return replace(path, place)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", broken_off)
        with pytest.raises(KeyboardInterrupt):
            stance.report(["Well done.", "No deal."], tmp_path)
    assert 0 < len(files_of(tmp_path)) < 9
    assert len(files_of(stance.report(["Well done.", "No deal."], tmp_path).parent)) == 9


def test_half_a_surrogate_pair_stops_no_report(tmp_path):
    table = pd.DataFrame({"comment_id": ["a\ud800", "b"], "text": ["Well done \ud800 you.", "No deal."]})
    labels = pd.DataFrame({"comment_id": ["a\ud800", "b"], "label": ["favor", "against"]})
    for _ in range(2):
        html = stance.report(table, tmp_path, labels=labels).read_text(encoding="utf-8")
    assert "Well done ? you." in html


def files_of(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}
