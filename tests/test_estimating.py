"""From votes and labels to shares: each method where it holds, a refusal where none does, and what must be said."""

from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaln

import stance
from stance.labelling import text_hash
from stance.labelling.session import Session
from stance.prevalence import counting, finite, population, strata
from stance.prevalence.group import Group, estimate_group
from stance.prevalence.repeats import near_duplicates
from stance.prevalence.result import COUNT, MODEL, SAMPLE, STRATA, VOTES, percent
from stance.table import CLASSES
from tests.benchmarks.bags import CONFUSION, simulate

NAMES = np.array(CLASSES, dtype=object)


def bag(n: int, seed: int = 0, prevalence=(0.2, 0.5, 0.3), confusion=CONFUSION, **columns):
    """A table of comments with votes, and the true label of each."""
    rng = np.random.default_rng(seed)
    drawn = simulate(np.array(prevalence), n, rng, confusion)
    table = pd.DataFrame(
        {
            "comment_id": [f"p#{i}" for i in range(n)],
            "text": [f"comment {i}" for i in range(n)],
            "stance": NAMES[drawn.votes],
            **columns,
        }
    )
    table.attrs["classifier"] = "own"  # as score() notes whose the votes are
    return table, pd.Series(NAMES[drawn.truth], index=table["comment_id"])


def classifier(confusion=CONFUSION, size: int = 300, **known):
    """A classifier whose errors are known from ``size`` comments a class."""
    counts = np.round(np.asarray(confusion) * size).astype(int)
    votes = known.pop("votes", "favor")
    return SimpleNamespace(
        classes_=NAMES,
        confusion_=counts,
        predict_proba=lambda texts: np.tile(np.eye(3)[CLASSES.index(votes)], (len(texts), 1)),
        fingerprint_="own",
        **known,
    )


# ------------------------------------------------------------------------------------------ with labels


def test_twenty_labels_and_votes_make_a_post_stratified_sample_with_a_narrower_interval():
    table, truth = bag(400)
    labels = truth.sample(60, random_state=1)
    with_votes = stance.estimate_prevalence(table, labels)
    without = stance.estimate_prevalence(table.drop(columns="stance"), labels)
    assert (with_votes.method, without.method) == (STRATA, SAMPLE)
    widths = [(frame["high"] - frame["low"]).mean() for frame in (with_votes.to_frame(), without.to_frame())]
    assert widths[0] < 0.92 * widths[1]
    assert stance.estimate_prevalence(table, truth.sample(19, random_state=1)).method == SAMPLE


def sampled(prevalence, k: int, confusion, n: int = 500, samples: int = 120):
    """Coverage, mean share and mean width by class, (with votes and without, 3, classes), over random samples."""
    rng, found = np.random.default_rng(0), []
    for _ in range(samples):
        drawn = simulate(np.array(prevalence), n, rng, confusion)
        truth = np.bincount(drawn.truth, minlength=3) / n
        labels = np.where(np.arange(n) < k, drawn.truth, -1)
        parts = [
            estimate_group(Group("all", labels, votes, None, np.arange(n)), 3, None, "these comments", 0.95, 0)
            for votes in (drawn.votes, None)
        ]
        found.append(
            [[(p.low <= truth + 1e-9) & (truth - 1e-9 <= p.high), p.share - truth, p.high - p.low] for p in parts]
        )
    return np.mean(found, axis=0)


@pytest.mark.parametrize("k", [20, 30])
def test_votes_do_not_make_a_lopsided_share_worse(k):
    (covered, bias, width), (covered_without, bias_without, width_without) = sampled(
        (0.03, 0.02, 0.95), k, 0.7 * np.eye(3) + 0.1
    )
    assert (covered >= covered_without - 0.04).all()
    assert covered.mean() >= 0.94
    assert (np.abs(bias) <= np.abs(bias_without) + 0.005).all()
    assert (width <= width_without).all()


def test_votes_narrow_the_interval_of_mixed_shares_that_they_tell_apart():
    (covered, _, width), (_, _, width_without) = sampled((0.3, 0.4, 0.3), 100, CONFUSION)
    assert covered.mean() >= 0.92
    assert width.mean() < 0.85 * width_without.mean()


def test_votes_that_are_all_the_same_change_nothing():
    table, truth = bag(200)
    labels = truth.sample(40, random_state=1)
    same, without = (
        stance.estimate_prevalence(t, labels) for t in (table.assign(stance="none"), table.drop(columns="stance"))
    )
    assert same.method == SAMPLE
    pd.testing.assert_frame_equal(same.interval(), without.interval())


VOTED = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1)), min_size=20, max_size=60)


@settings(max_examples=40, deadline=None)
@given(VOTED, st.integers(1, 200), st.integers(0, 5))
def test_votes_say_nothing_of_a_class_that_no_label_names(rows, more, seed):
    votes, labels = (np.array(column) for column in zip(*rows, strict=True))
    votes = np.append(votes, np.random.default_rng(seed).integers(0, 3, more))
    labels = np.append(labels, np.full(more, -1))
    with_votes, without = (
        estimate_group(Group("all", labels, given, None, np.arange(len(labels))), 3, None, "these comments", 0.95, seed)
        for given in (votes, None)
    )
    assert with_votes.low[2] == without.low[2] == 0
    assert with_votes.high[2] >= without.high[2]


STRATA_COUNTS = st.lists(st.tuples(*[st.integers(0, 30)] * 3, st.integers(0, 90)), min_size=2, max_size=4)


@settings(max_examples=40, deadline=None)
@given(STRATA_COUNTS, st.integers(0, 5))
def test_draws_of_strata_are_possible_shares_and_the_same_for_the_same_seed(rows, seed):
    table = np.array(rows, dtype=float)
    counts, sizes = table[:, :3], table.sum(axis=1)
    if not sizes.sum():
        return
    draws = strata.draw_stratified(counts, sizes, 200, seed)
    np.testing.assert_allclose(draws.sum(axis=1), 1)
    assert (draws >= counts.sum(axis=0) / sizes.sum() - 1e-12).all(), "what is labelled is there"
    np.testing.assert_array_equal(draws, strata.draw_stratified(counts, sizes, 200, seed))


@pytest.mark.parametrize(
    "counts", [[[3, 1, 0], [0, 2, 6]], [[2, 1, 1], [1, 0, 1], [0, 0, 0]], [[7, 0, 0], [0, 1, 0], [0, 0, 2]]]
)
def test_class_shares_of_strata_are_those_of_the_posterior(counts):
    """Beside the same posterior by plain weighting of the prior, which needs no proposal and many draws."""
    counts = np.array(counts, dtype=float)
    rng = np.random.default_rng(1)
    strength = rng.choice(strata.LEAST * ((np.arange(strata.POINTS) + 0.5) / strata.POINTS) ** -2, 400_000)[:, None]
    prior = strength * np.maximum(rng.dirichlet(np.full(3, finite.PRIOR), 400_000), 1e-300)
    likelihood = sum(
        (gammaln(prior + row) - gammaln(prior)).sum(axis=1)
        + gammaln(strength[:, 0])
        - gammaln(strength[:, 0] + row.sum())
        for row in counts
    )
    weights = np.exp(likelihood)
    drawn = strata.draw_classes(counts, 100_000, rng)
    for row, classes in zip(counts, drawn, strict=True):
        mean = (prior + row) / (prior + row).sum(axis=1, keepdims=True)
        second = mean * (prior + row + 1) / ((prior + row).sum(axis=1, keepdims=True) + 1)
        np.testing.assert_allclose(classes.mean(axis=0), weights @ mean / weights.sum(), atol=0.006)
        np.testing.assert_allclose((classes**2).mean(axis=0), weights @ second / weights.sum(), atol=0.006)


def test_strata_that_differ_speak_for_themselves_and_strata_alike_for_each_other():
    apart = strata.draw_stratified(np.array([[40.0, 0, 0], [0, 40.0, 0]]), np.array([100.0, 900.0]), 10_000, 0)
    np.testing.assert_allclose(apart.mean(axis=0), [0.1, 0.9, 0], atol=0.02)
    alike = np.array([[10.0, 20, 70], [20, 40, 140], [0, 0, 0]])
    drawn = strata.draw_stratified(alike, np.array([300.0, 400, 300]), 10_000, 0)
    np.testing.assert_allclose(drawn.mean(axis=0), [0.1, 0.2, 0.7], atol=0.02)


def test_votes_do_not_draw_a_lopsided_share_of_the_population():
    table, _ = bag(300, confusion=np.full((3, 3), 1 / 3))
    labels = pd.Series("against", index=table["comment_id"][:30])
    shares = [
        stance.estimate_prevalence(t, labels, estimand="population").interval().loc["against"]
        for t in (table, table.drop(columns="stance"))
    ]
    assert shares[0]["share"] > shares[1]["share"] - 0.01
    assert shares[0]["low"] > shares[1]["low"] - 0.03


def test_votes_that_say_nothing_cost_little():
    table, truth = bag(400, confusion=np.full((3, 3), 1 / 3))
    labels = truth.sample(60, random_state=1)
    widths = [
        (frame["high"] - frame["low"]).mean()
        for frame in (
            stance.estimate_prevalence(table, labels).to_frame(),
            stance.estimate_prevalence(table.drop(columns="stance"), labels).to_frame(),
        )
    ]
    assert widths[0] < 1.05 * widths[1]


def test_comments_without_a_vote_are_a_stratum_of_their_own():
    table, truth = bag(100)
    table.loc[:29, "stance"] = None
    result = stance.estimate_prevalence(table, truth.iloc[20:60])
    assert result.method == STRATA
    assert result.estimate.sum() == pytest.approx(1)
    assert result.to_frame()["votes"].sum() == 70


@pytest.mark.parametrize("k", [20, 60])
def test_post_stratified_intervals_cover_as_often_as_they_say(k):
    covered = []
    for seed in range(150):
        table, truth = bag(300, seed, np.random.default_rng(seed).dirichlet(np.ones(3)))
        frame = stance.estimate_prevalence(table, truth.sample(k, random_state=seed)).to_frame()
        shares = np.array([(truth == name).mean() for name in CLASSES])
        covered.append((frame["low"] - 1e-9 <= shares) & (shares <= frame["high"] + 1e-9))
    assert 0.92 <= np.mean(covered) <= 0.99


# ------------------------------------------------------------------------------------------ without labels


def test_known_errors_are_taken_out_of_the_votes_and_the_result_is_marked():
    table, truth = bag(2000)
    result = stance.estimate_prevalence(table, classifier=classifier())
    votes = np.array([(table["stance"] == name).mean() for name in CLASSES])
    shares = np.array([(truth == name).mean() for name in CLASSES])
    assert result.method == MODEL
    assert "model-based" in result.method
    assert set(result.to_frame()["status"]) == {"estimated, model-based"}
    assert np.abs(result.estimate - shares).max() < 0.5 * np.abs(votes - shares).max()
    assert any("no labels: the shares hold only if" in warning for warning in result.warnings)
    assert "hold only if the classifier errs on these comments as on those it was measured on" in result.describe()


def test_model_based_intervals_cover_as_often_as_they_say():
    covered = []
    for seed in range(150):
        rng = np.random.default_rng(seed)
        table, truth = bag(300, seed, rng.dirichlet(np.ones(3)))
        counts = np.array([rng.multinomial(150, row) for row in CONFUSION])
        own = classifier()
        own.confusion_ = counts
        frame = stance.estimate_prevalence(table, classifier=own).to_frame()
        shares = np.array([(truth == name).mean() for name in CLASSES])
        covered.append((frame["low"] - 1e-9 <= shares) & (shares <= frame["high"] + 1e-9))
    assert 0.92 <= np.mean(covered) <= 0.99


def test_less_known_errors_make_a_wider_interval():
    table, _ = bag(2000)
    widths = []
    for size in (30, 3000):
        frame = stance.estimate_prevalence(table, classifier=classifier(size=size)).to_frame()
        widths.append((frame["high"] - frame["low"]).mean())
    assert widths[0] > 3 * widths[1]


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ({"targets_": ["another"]}, "was trained on 'another', not on 'the talks'"),
        ({"targets_": ["the talks", "another"]}, "counted over 2 targets together"),
        ({"card_": {"data": {"origin": {"synthetic": 8000}}}}, "known from synthetic comments only"),
    ],
)
def test_errors_known_from_elsewhere_give_no_shares(known, reason):
    table, _ = bag(50, target="the talks")
    result = stance.estimate_prevalence(table, classifier=classifier(**known))
    assert result.method == VOTES
    assert np.isnan(result.estimate).all()
    assert reason in result.groups[0].status


def test_errors_that_are_not_known_give_no_shares():
    own = classifier()
    own.confusion_ = None
    result = stance.estimate_prevalence(bag(50)[0], classifier=own)
    assert "no counts of its errors" in result.groups[0].status


def test_the_shipped_classifier_gives_no_shares(scored_seeds):
    result = stance.estimate_prevalence(scored_seeds, classifier="us-japan-talks")
    assert np.isnan(result.estimate).all()
    assert "known from synthetic comments only" in result.groups[0].status


def test_votes_that_do_not_fit_the_known_errors_give_no_shares():
    table, _ = bag(2000)
    table["stance"] = "favor"  # a classifier that is never wrong about favor less than 1 time in 20 cannot vote so
    rarely = [[0.5, 0.3, 0.2], [0.02, 0.9, 0.08], [0.02, 0.08, 0.9]]
    result = stance.estimate_prevalence(table, classifier=classifier(rarely, 2000))
    assert result.method == VOTES
    assert "do not fit the errors" in result.groups[0].status


def test_votes_of_another_classifier_are_not_corrected_by_this_ones_errors():
    table, _ = bag(60)
    kept = stance.estimate_prevalence(table, classifier=classifier(votes="against"))
    assert kept.to_frame()["votes"].tolist() == [(table["stance"] == name).sum() for name in CLASSES]
    table.attrs["classifier"] = "another"
    result = stance.estimate_prevalence(table, classifier=classifier(votes="against"))
    assert result.to_frame().set_index("stance")["votes"].to_dict() == {"favor": 0, "none": 0, "against": 60}


def test_a_classifier_scored_with_is_known_again_after_saving(tmp_path):
    texts = ["keep talking now", "keep the talks", "walk away now", "walk away", "rice is dear", "rice again"] * 4
    labels = ["favor", "favor", "against", "against", "none", "none"] * 4
    own = stance.StanceClassifier(target="the talks").fit(texts, labels)
    own.save(tmp_path / "own")
    again = stance.load_classifier(tmp_path / "own")
    assert stance.score(texts, own).attrs["classifier"] == again.fingerprint_
    assert own.fingerprint_ != stance.load_classifier().fingerprint_


def test_what_is_no_classifier_is_refused():
    with pytest.raises(stance.TableError, match="no fitted classifier of favor, none, against"):
        stance.estimate_prevalence(bag(10)[0], classifier=object())


def test_a_singular_confusion_gives_a_wide_interval_or_none():
    table, _ = bag(500)
    for size in (30, 300):
        result = stance.estimate_prevalence(table, classifier=classifier(np.full((3, 3), 1 / 3), size))
        frame = result.to_frame()
        assert frame["share"].isna().all() or (frame["high"] - frame["low"]).mean() > 0.4


@given(st.lists(st.integers(0, 200), min_size=3, max_size=3), st.integers(0, 3))
@settings(max_examples=25)
def test_draws_from_votes_are_possible_shares_and_the_same_for_the_same_seed(votes, seed):
    confusion = np.array([[30, 5, 5], [4, 40, 6], [1, 2, 20]])
    first, second = (counting.draw_classify_and_count(np.array(votes), confusion, 200, seed) for _ in range(2))
    if first is None:
        assert second is None
        return
    for draws, same in zip(first, second, strict=True):
        np.testing.assert_array_equal(draws, same)
        assert (draws >= 0).all()
    np.testing.assert_allclose(first[1].sum(axis=1), 1)
    if sum(votes):
        np.testing.assert_allclose(first[0].sum(axis=1), 1)


# ------------------------------------------------------------------------------------------ the population


def test_the_population_is_known_less_well_than_the_comments_at_hand():
    table, truth = bag(200)
    for labels in (truth, truth.sample(50, random_state=0)):
        these = stance.estimate_prevalence(table, labels)
        behind = stance.estimate_prevalence(table, labels, estimand="population")
        assert (these.estimand, behind.estimand) == ("these comments", "population")
        narrow, wide = ((f["high"] - f["low"]).to_numpy() for f in (these.to_frame(), behind.to_frame()))
        assert (wide > narrow).all()
        assert "of the population behind these 200 comments" in behind.describe()


def test_comments_of_one_author_count_as_one():
    assert population.independent(np.array([0] * 10), slice(None)) == pytest.approx(1 / 10)
    assert population.independent(np.array([-1] * 10), slice(None)) == 1
    table, truth = bag(200, author=["Ann"] * 100 + [f"a{i}" for i in range(100)])
    clustered = stance.estimate_prevalence(table, truth, estimand="population")
    alone = stance.estimate_prevalence(table, truth, estimand="population", cluster=None)
    for stance_ in CLASSES:
        wide, narrow = (
            r.interval().loc[stance_, "high"] - r.interval().loc[stance_, "low"] for r in (clustered, alone)
        )
        assert wide > 3 * narrow
    only = stance.estimate_prevalence(bag(30, author="Ann")[0], truth.iloc[:30], estimand="population").to_frame()
    assert (only["high"] - only["low"]).max() > 0.6


def test_intervals_of_the_population_cover_where_authors_repeat_themselves():
    covered = []
    for seed in range(150):
        rng = np.random.default_rng(seed)
        shares = rng.dirichlet(np.ones(3))
        sizes = rng.geometric(0.35, size=60)
        opinions = np.array([rng.dirichlet(2 * shares + 1e-3) for _ in sizes])
        truth = np.concatenate([rng.choice(3, size, p=p) for size, p in zip(sizes, opinions, strict=True)])
        authors = np.repeat(np.arange(60), sizes)
        group = Group("all", truth, None, authors, np.arange(len(truth)))
        part = estimate_group(group, 3, None, "population", 0.95, seed)
        covered.append((part.low <= shares) & (shares <= part.high))
    assert 0.92 <= np.mean(covered) <= 1


def test_an_unknown_estimand_or_cluster_is_refused():
    table, truth = bag(10)
    with pytest.raises(stance.TableError, match="estimand must be 'these comments' or 'population', got 'all'"):
        stance.estimate_prevalence(table, truth, estimand="all")
    with pytest.raises(stance.TableError, match="no column 'writer' to cluster by"):
        stance.estimate_prevalence(table, truth, cluster="writer")


# ------------------------------------------------------------------------------------------ what is said beside


def test_an_author_who_dominates_is_named_as_such_with_the_shares_without_them():
    table, truth = bag(40, author=["Ann"] * 12 + [f"a{i}" for i in range(28)])
    truth.iloc[:12] = "against"
    said = [w for w in stance.estimate_prevalence(table, truth).warnings if "one author wrote 12 of the 40" in w]
    share = (truth.iloc[12:] == "against").mean()
    assert len(said) == 1
    assert f"against {share:.0%}" in said[0]


def test_repeated_texts_are_counted_with_the_shares_of_each_text_once():
    table, truth = bag(40)
    table.loc[:9, "text"] = ["Vote them OUT!!! http://x.example/1", "vote them out 😀"] * 5
    truth.iloc[:10] = "against"
    said = [w for w in stance.estimate_prevalence(table, truth).warnings if "9 of the 40 comments repeat" in w]
    assert len(said) == 1
    assert "stands there 10 times" in said[0]


@given(st.lists(st.lists(st.sampled_from("the a deal talks no yes why now".split()), max_size=9), max_size=12))
def test_near_duplicates_are_those_that_share_their_three_word_runs(rows):
    codes = near_duplicates([" ".join(row) for row in rows])
    grams = [{tuple(row[i : i + 3]) for i in range(len(row) - 2)} for row in rows]
    for i, code in enumerate(codes):
        assert code <= i
        if code != i and rows[i] != rows[code]:
            assert grams[i], "short texts are the same only where they are equal"
    for i, row in enumerate(rows):
        assert codes[i] == codes[rows.index(row)]


def test_a_text_with_a_few_words_changed_is_a_near_duplicate_and_another_is_not():
    text = "they go to washington every month and come back with nothing to show for it at all " * 2
    changed = "Well, " + text
    other = "they go to washington and nobody at home knows what was said there or by whom"
    assert near_duplicates([text, other, changed.upper() + "!!"]).tolist() == [0, 1, 0]


def labelled(table: pd.DataFrame, names: pd.Series, k: int, **changes) -> pd.DataFrame:
    """A sample of the table with its labels, as read_labels returns one."""
    sample = stance.sample_to_label(table, k, **changes)
    return sample[["comment_id", "sample_strategy", "sample_seed", "sample_k", "sample_n"]].assign(
        label=names[sample["comment_id"]].to_numpy()
    )


def test_labels_that_say_they_were_drawn_at_random_need_no_reminder():
    table, truth = bag(100)
    result = stance.estimate_prevalence(table, labelled(table, truth, 30))
    assert result.k == 30
    assert not any("drawn at random" in warning for warning in result.warnings)


def test_labels_of_comments_picked_for_training_are_left_out():
    table, truth = bag(100)
    table[["p_favor", "p_against", "p_none"]] = np.random.default_rng(0).dirichlet(np.ones(3), 100)
    picked = labelled(table, truth, 30, strategy="uncertain")
    result = stance.estimate_prevalence(table, picked)
    assert result.method == VOTES
    assert any("30 labels are left out: not drawn at random but 'uncertain'" in w for w in result.warnings)


def test_labels_that_do_not_say_that_they_are_random_are_not_called_so():
    table, truth = bag(100)
    first = stance.estimate_prevalence(table, truth.iloc[:20])
    drawn = stance.estimate_prevalence(table, labelled(table, truth, 20))
    assert (first.at_random, drawn.at_random) == (False, True)
    assert "from 20 labels, not known to be a random sample: favor " in first.describe()
    assert "from 20 random labels: favor " in drawn.describe()
    assert "random" not in stance.estimate_prevalence(table, truth).describe()


def test_a_description_names_the_target_and_the_labels_as_they_were_counted():
    table, truth = bag(100)
    counts = truth.iloc[:30].value_counts()
    found = f": favor {counts['favor']}, none {counts['none']}, against {counts['against']} (post-stratified sample)."
    plain = stance.estimate_prevalence(table, truth.iloc[:30]).describe()
    assert plain.startswith("favor ")
    assert plain.endswith(found)
    on_it = labelled(table, truth, 30).assign(target="the talks")
    assert stance.estimate_prevalence(table, on_it).describe().startswith("Stance towards the talks: favor ")
    table["day"] = np.where(np.arange(100) < 50, "Monday", "Tuesday")
    apart = stance.estimate_prevalence(table, labelled(table, truth, 80).assign(target="it"), by="day")
    assert [line.split(":")[0] for line in apart.describe().splitlines()] == [
        "Stance towards it, Monday", "Stance towards it, Tuesday"
    ]  # fmt: skip


@pytest.mark.parametrize("as_table", [False, True])
def test_labels_of_which_none_is_for_a_comment_of_the_table_are_refused(as_table):
    table, truth = bag(40)
    positional = truth.reset_index(drop=True)
    labels = pd.DataFrame({"comment_id": positional.index, "label": positional}) if as_table else positional
    said = r"no label is for a comment of the table: the labels name '0' and .*labels.set_index\('comment_id'\)"
    with pytest.raises(stance.TableError, match=said):
        stance.estimate_prevalence(table, labels)
    assert stance.estimate_prevalence(table, labels.iloc[:0]).k == 0


def test_the_advice_to_label_a_sample_works_for_a_table_without_ids(tmp_path):
    scored = stance.score(["Good talks.", "Bad talks."] * 20)
    assert "stance.sample_to_label(table, 20)" in str(stance.estimate_prevalence(scored))
    sample = stance.sample_to_label(scored, 20)
    session = Session(sample, tmp_path / "labels.jsonl", annotator="ana")
    for _ in range(20):
        session.decide("favor" if session.current.text.startswith("Good") else "against")
    labels = stance.read_labels(tmp_path / "labels.jsonl", scored)
    for given_labels in (labels, stance.read_labels(tmp_path / "labels.jsonl")):
        result = stance.estimate_prevalence(scored, given_labels)
        assert (result.k, result.at_random) == (20, True)


def test_one_label_and_one_comment_are_said_in_the_singular():
    table, truth = bag(100)
    assert "not estimable: 1 label, at least 5" in stance.estimate_prevalence(table, truth.iloc[:1]).describe()
    said = " | ".join(stance.estimate_prevalence(table, labelled(table, truth, 30).iloc[:29]).warnings)
    assert "no label for 1 of the 30 comments drawn" in said
    picked = labelled(table, truth, 30)
    picked.loc[picked.index[0], "sample_strategy"] = "uncertain"
    said = stance.estimate_prevalence(table.assign(text=table["text"].mask(table.index == 0)), picked).warnings
    assert "1 label is left out: not drawn at random but 'uncertain'" in said
    assert "1 comment without text is left out" in said


def test_a_sample_that_is_not_labelled_to_its_end_is_said_to_be_so():
    table, truth = bag(100)
    result = stance.estimate_prevalence(table, labelled(table, truth, 30).iloc[:22])
    assert any("no label for 8 of the 30 comments drawn" in warning for warning in result.warnings)


def test_rows_with_problems_and_votes_in_sight_are_said():
    table, truth = bag(100)
    labels = labelled(table, truth, 30).assign(problem=pd.NA, votes_shown=True)
    labels.loc[labels.index[0], ["label", "problem", "sample_strategy"]] = [None, "unknown label 'pro'", None]
    said = " | ".join(stance.estimate_prevalence(table, labels).warnings)
    assert "drawn at random" not in said
    assert "1 row of the labels is left out for a problem" in said
    assert "votes in sight" in said


def test_annotators_who_differ_are_not_mixed():
    table, _ = bag(10)
    labels = pd.DataFrame({"comment_id": ["p#1"] * 2, "label": ["favor", "none"], "annotator": ["ana", "bo"]})
    with pytest.raises(stance.TableError, match=r"one annotator's, labels\[labels\['annotator'\] == name\]"):
        stance.estimate_prevalence(table, labels)


def test_shares_are_said_to_be_no_poll_and_intervals_to_be_for_each():
    table, truth = bag(100)
    said = stance.estimate_prevalence(table, truth.iloc[:30]).warnings[-1]
    assert "no poll" in said
    assert "each interval is for its own share" in said
    assert "labellers' own errors" in said


def test_labels_drawn_from_a_part_of_the_table_are_left_out():
    table, truth = bag(200)
    part = table[table["stance"] == "against"]
    labels = labelled(part, truth, 25)
    result = stance.estimate_prevalence(table, labels)
    assert result.method == VOTES
    assert any(f"25 labels are left out: drawn from {len(part)} comments" in w for w in result.warnings)
    assert stance.estimate_prevalence(part, labels).k == 25
    mixed = pd.concat([labelled(table, truth, 30), labels]).drop_duplicates("comment_id")
    assert stance.estimate_prevalence(table, mixed).k == 30
    by_page = stance.estimate_prevalence(table.assign(page=table["stance"]), labels, by="page")
    assert {part.group: part.k for part in by_page.groups}["against"] == 25


def labelled_in(path, sample: pd.DataFrame, truth: pd.Series) -> pd.DataFrame:
    """Label a sample to its end in a session, and read all labels of the file."""
    session = Session(sample, path, annotator="ana")
    while session.current:
        session.decide(truth[session.current.comment_id])
    return stance.read_labels(path)


def known_random(result: stance.Prevalence) -> list[bool]:
    """Whether the labels of each group are called random, in all places where that is said."""
    frame = result.to_frame().drop_duplicates("group").dropna(subset=["at_random"])
    for part, at_random in zip((p for p in result.groups if p.sampled), frame["at_random"], strict=True):
        whose = "" if part.group == "all" else f"{part.group}: "
        said = f"{whose}the interval holds only if the {part.k} labelled comments were drawn at random"
        sentence = next(line for line in result.describe().splitlines() if line.startswith(whose))
        assert (said in result.warnings) is not at_random
        assert ("not known to be a random sample" in sentence) is not at_random
        assert part.at_random is bool(at_random)
    return [bool(at_random) for at_random in frame["at_random"]]


def before_frames(labels: pd.DataFrame) -> pd.DataFrame:
    """Labels as older versions wrote them."""
    return labels.drop(columns=["sample_frame", "sample_others"], errors="ignore")


def test_a_page_that_has_grown_is_estimated_from_a_random_sample_of_all_of_it(tmp_path):
    table, truth = bag(240)
    monday = labelled_in(tmp_path / "l.jsonl", stance.sample_to_label(table[:120], 60), truth)
    assert known_random(stance.estimate_prevalence(table[:120], monday)) == [True]
    sample = stance.sample_to_label(table, 60)
    friday = labelled_in(tmp_path / "l.jsonl", sample, truth)
    result = stance.estimate_prevalence(table, friday)
    assert (result.k, known_random(result)) == (60, [True])
    assert result.groups[0].counts.tolist() == [(truth[sample["comment_id"]] == name).sum() for name in CLASSES]
    again = stance.estimate_prevalence(table[:120], friday)
    assert known_random(again) == [True], "the earlier sample is whole still"
    assert not any("no label for" in warning for warning in (*result.warnings, *again.warnings))


def test_whoever_stops_early_after_the_page_has_grown_has_a_random_sample_still(tmp_path):
    table, truth = bag(240)
    labelled_in(tmp_path / "l.jsonl", stance.sample_to_label(table[:120], 60), truth)
    sample = stance.sample_to_label(table, 60)
    session = Session(sample, tmp_path / "l.jsonl", annotator="ana")
    while session.current.comment_id not in set(sample["comment_id"][40:]):
        session.decide(truth[session.current.comment_id])
    labels = stance.read_labels(tmp_path / "l.jsonl")
    result = stance.estimate_prevalence(table, labels)
    assert 40 <= result.k < 60
    assert known_random(result) == [True]
    skipped = labels[labels["comment_id"] != sample["comment_id"].iloc[7]]
    assert known_random(stance.estimate_prevalence(table, skipped)) == [False]
    assert known_random(stance.estimate_prevalence(table, before_frames(labels))) == [False]


def test_a_sample_without_the_comments_that_an_earlier_one_had_is_not_called_random():
    table, truth = bag(240)
    monday, friday = labelled(table[:120], truth, 60), labelled(table, truth, 60)
    left = friday[~friday["comment_id"].isin(monday["comment_id"])]
    result = stance.estimate_prevalence(table, pd.concat([monday, left]))
    assert (result.k, known_random(result)) == (len(left), [False])
    torn = 60 - len(left)
    said = (
        f"labels are left out, and {torn} of the 60 comments of a random sample (seed 0) have none that counts: what "
    )
    assert any(said in w and "label that sample to its end, the labels that are" in w for w in result.warnings)
    whole = pd.concat([friday, monday[~monday["comment_id"].isin(friday["comment_id"])]])
    assert known_random(stance.estimate_prevalence(table, whole)) == [True]


def test_a_random_sample_after_an_uncertain_one_is_whole_or_not_called_random(tmp_path):
    table, truth = bag(120)
    table[["p_favor", "p_against", "p_none"]] = np.random.default_rng(0).dirichlet(np.ones(3), 120)
    uncertain = stance.sample_to_label(table, 40, strategy="uncertain")
    labelled_in(tmp_path / "l.jsonl", uncertain, truth)
    result = stance.estimate_prevalence(
        table, labelled_in(tmp_path / "l.jsonl", stance.sample_to_label(table, 40), truth)
    )
    assert (result.k, known_random(result)) == (40, [True])
    picked, drawn = labelled(table, truth, 40, strategy="uncertain"), labelled(table, truth, 40)
    left = drawn[~drawn["comment_id"].isin(picked["comment_id"])]
    result = stance.estimate_prevalence(table, pd.concat([picked, left]))
    assert (result.k, known_random(result)) == (len(left), [False])


def test_a_group_that_may_have_grown_since_the_sample_is_not_called_random():
    table, truth = bag(500)
    table["site"] = ["a"] * 100 + ["b"] * 200 + ["a"] * 150 + ["b"] * 50
    table["lang"] = ["en", "fr", "de", "nl"] * 125
    result = stance.estimate_prevalence(table, labelled(table[:300], truth, 120), by="site")
    assert known_random(result) == [False, False]
    assert any(
        "a: " in w and "drawn from 300 comments, of which these 250 need not all have been: the table has 500" in w
        for w in result.warnings
    )
    other = stance.estimate_prevalence(table, labelled(table[table["site"] == "a"], truth, 90), by="lang")
    assert known_random(other) == [False] * 4
    for sample, by in ((table, "site"), (table, "lang"), (table[table["site"] == "b"], "site")):
        assert set(known_random(stance.estimate_prevalence(table, labelled(sample, truth, 240), by=by))) == {True}


def test_labels_that_are_not_known_to_be_random_are_left_out_where_there_are_enough_others():
    table, truth = bag(500)
    table["site"] = ["a"] * 100 + ["b"] * 200 + ["a"] * 150 + ["b"] * 50
    old, new = labelled(table[:300], truth, 120), labelled(table, truth, 200, seed=1)
    both = pd.concat([new, old[~old["comment_id"].isin(new["comment_id"])]])
    result = stance.estimate_prevalence(table, both, by="site")
    assert set(known_random(result)) == {True}
    assert sum(part.k for part in result.groups) == 200
    assert any("a: " in w and "left out: drawn from 300 comments, of which these 250" in w for w in result.warnings)


@pytest.mark.parametrize("frame", [True, False])
def test_as_many_comments_of_which_some_are_others_are_not_what_the_sample_was_drawn_from(frame, tmp_path):
    table, truth = bag(300)
    labels = labelled_in(tmp_path / "l.jsonl", stance.sample_to_label(table[:200], 60), truth)
    labels = labels if frame else before_frames(labels)
    assert known_random(stance.estimate_prevalence(table[:200], labels)) == [True]
    result = stance.estimate_prevalence(table[100:], labels)
    assert known_random(result) == [False]
    said = "the sample was drawn from other comments than these, though from as many (200)"
    assert any(said in warning for warning in result.warnings)
    if frame:  # it shows without a label of the comments that are gone
        here = labels[labels["comment_id"].isin(table["comment_id"][100:])]
        assert known_random(stance.estimate_prevalence(table[100:], here)) == [False]
    labels = stance.read_labels(tmp_path / "l.jsonl")
    later = labelled_in(tmp_path / "l.jsonl", stance.sample_to_label(table[100:], 60), truth)
    result = stance.estimate_prevalence(table[100:], later)
    assert (result.k, known_random(result)) == (60, [True])


def test_a_sample_of_more_comments_than_a_table_that_has_been_filtered_is_random_still():
    table, truth = bag(300)
    sample = stance.sample_to_label(table, 150)
    labels = sample.assign(label=truth[sample["comment_id"]].to_numpy())
    for given_labels in (labels, before_frames(labels)):
        result = stance.estimate_prevalence(table[:200], given_labels)
        assert known_random(result) == [True]
        assert not any("drawn from" in warning for warning in result.warnings)


def test_what_is_missing_is_counted_for_each_sample():
    table, truth = bag(300)
    first, second = labelled(table, truth, 40), labelled(table, truth, 40, seed=1)
    first.loc[first["label"] == "none", "label"] = None
    skipped = int(first["label"].isna().sum())
    alone = stance.estimate_prevalence(table, first).warnings
    assert any(f"no label for {skipped} of the 40 comments drawn; that is fine where" in w for w in alone)
    second = second[~second["comment_id"].isin(first["comment_id"])]
    both = stance.estimate_prevalence(table, pd.concat([first, second])).warnings
    assert any(f"no label for {skipped} of the 40 comments drawn (seed 0, from 300); that" in w for w in both)


def test_two_samples_of_the_same_comments_are_both_whole_though_they_share_some(tmp_path):
    table, truth = bag(60)
    for seed in (0, 1):
        labels = labelled_in(tmp_path / "l.jsonl", stance.sample_to_label(table, 30, seed), truth)
    result = stance.estimate_prevalence(table, labels)
    assert 30 < result.k < 60
    assert known_random(result) == [True]
    assert not any("no label for" in warning for warning in result.warnings)


def test_a_table_of_shares_says_whether_labels_are_random_where_that_matters():
    table, truth = bag(100)
    frames = {
        "drawn": stance.estimate_prevalence(table, labelled(table, truth, 30)),
        "some": stance.estimate_prevalence(table, truth[:30]),
        "all": stance.estimate_prevalence(table, truth),
        "votes": stance.estimate_prevalence(table),
        "model": stance.estimate_prevalence(table, classifier=classifier()),
    }
    said = {name: result.to_frame()["at_random"].unique().tolist() for name, result in frames.items()}
    assert said == {"drawn": [True], "some": [False], "all": [pd.NA], "votes": [pd.NA], "model": [pd.NA]}


def test_shares_towards_several_targets_together_are_called_so():
    table, truth = bag(100)
    several = table.assign(target=["the ferry", "the bridge"] * 50)
    said = "the comments are about 2 targets, such as 'the bridge' and 'the ferry': shares of both together"
    assert any(said in warning for warning in stance.estimate_prevalence(several, labelled(table, truth, 40)).warnings)
    for result in (
        stance.estimate_prevalence(several, labelled(table, truth, 40), by="target"),
        stance.estimate_prevalence(table.assign(target="the ferry"), labelled(table, truth, 40)),
    ):
        assert not any("targets" in warning for warning in result.warnings)


def test_votes_that_are_misspelt_are_refused_where_they_would_be_counted():
    table, truth = bag(100)
    odd = table.assign(stance=table["stance"].str.title())
    for labels in (None, truth[:30]):
        with pytest.raises(stance.TableError, match=r"row 0 has the stance .[A-Z][a-z]+.; stances are favor, "):
            stance.estimate_prevalence(odd, labels)
    odd.attrs["classifier"] = "another"  # a classifier that votes anew does not count them
    anew = stance.estimate_prevalence(odd, classifier=classifier(votes="none"))
    assert anew.groups[0].votes.tolist() == [0, 100, 0]


def test_an_estimate_knows_what_its_shares_are_towards():
    table, truth = bag(100)
    assert stance.estimate_prevalence(table).target is None
    assert stance.estimate_prevalence(table.assign(target="the ferry")).target == "the ferry"
    assert stance.estimate_prevalence(table.assign(target=["the ferry", "the bridge"] * 50)).target is None
    table.attrs["target"] = "the talks"  # as score() notes what its votes are towards
    assert stance.estimate_prevalence(table).target == "the talks"
    assert stance.estimate_prevalence(table, truth[:30]).target == "the talks"
    assert stance.estimate_prevalence(table.assign(target="the ferry")).target == "the ferry"
    assert stance.estimate_prevalence(table.assign(target=["the ferry", None] * 50)).target is None


def test_shares_from_labels_are_towards_what_the_labels_are_about_and_not_what_the_votes_are_towards():
    table, truth = bag(100)
    table.attrs["target"] = "the talks"
    labels = labelled(table, truth, 30).assign(target="the ferry")
    assert stance.estimate_prevalence(table, labels).target == "the ferry"
    assert stance.estimate_prevalence(table, labels[:2]).target == "the talks", "two labels make no share: votes"
    assert stance.estimate_prevalence(table, labels.assign(target=["a", "b"] * 15)).target is None


def test_where_votes_are_all_there_is_comments_without_one_are_counted():
    table, _ = bag(100)
    table.attrs["classifier"] = "own"  # its votes are those of the column
    known = classifier()
    assert stance.estimate_prevalence(table, classifier=known).method == MODEL
    table["stance"] = table["stance"].where(np.arange(100) > 2)
    result = stance.estimate_prevalence(table, classifier=known)
    assert result.method == VOTES
    said = "3 of 100 comments without a vote to correct: table[table['stance'].notna()] has those with one"
    assert said in result.groups[0].status


def test_labels_on_several_targets_or_on_another_than_the_votes_are_said_to_be():
    table, truth = bag(100)
    table.attrs["target"] = "the talks"
    labels = labelled(table, truth, 30)
    other = stance.estimate_prevalence(table, labels.assign(target="the ferry")).warnings
    said = "the labels are about 'the ferry', the votes towards 'the talks': these are shares of views on 'the ferry'"
    assert said in other
    several = stance.estimate_prevalence(table, labels.assign(target=["a", "b"] * 15)).warnings
    assert any("labels are about 2 targets, such as 'a' and 'b': shares of both together" in w for w in several)
    for same in (labels, labels.assign(target="the talks")):
        assert not any("labels are about" in w for w in stance.estimate_prevalence(table, same).warnings)


def test_the_way_to_shares_of_a_group_names_its_comments():
    table, truth = bag(100)
    pages = table.assign(page_id=["p#1", "p#2"] * 50, year=[2024, 2025] * 50, town=["Oudwal", None] * 50)
    for by, rows in (
        ("page_id", "table[table['page_id'] == 'p#2']"),
        ("year", "table[table['year'].astype(str) == '2025']"),
        ("town", "table[table['town'].isna()]"),
    ):
        said = stance.estimate_prevalence(pages, truth[::2].iloc[:25], by=by).warnings
        assert any(f"stance.sample_to_label({rows}, 20)" in warning for warning in said)
        assert eval(f"len({rows})", {"table": pages}) == 50  # noqa: S307 - it is what a reader would type


def test_model_based_shares_are_towards_what_the_classifier_that_votes_was_trained_on():
    table, _ = bag(100)
    table.attrs.update(target="the talks", classifier="another")
    result = stance.estimate_prevalence(table, classifier=classifier(targets_=["the ferry"], votes="none"))
    assert result.target == "the ferry"


def test_labels_on_another_target_are_left_out():
    table, truth = bag(100)
    sample = stance.sample_to_label(table, 40)
    labels = sample.assign(label=truth[sample["comment_id"]].to_numpy(), target="the ferry")
    assert stance.estimate_prevalence(table, labels).k == 40
    assert stance.estimate_prevalence(table.assign(target="the ferry"), labels).k == 40
    result = stance.estimate_prevalence(table.assign(target="the bridge"), labels)
    assert result.method == VOTES
    assert any(
        "40 labels are left out: about 'the ferry', which is not what the table says" in w for w in result.warnings
    )


def test_labels_of_another_text_under_the_same_id_are_left_out():
    table, truth = bag(100)
    sample = stance.sample_to_label(table, 40)
    labels = sample.assign(label=truth[sample["comment_id"]].to_numpy())
    assert stance.estimate_prevalence(table, labels).k == 40
    other = table.assign(text=[f"something else {i}" for i in range(100)])
    result = stance.estimate_prevalence(other, labels)
    assert result.method == VOTES
    assert any("40 labels are left out: another text stood under the same id" in w for w in result.warnings)
    hashed = labels.drop(columns="text").assign(text_hash=[text_hash(text) for text in sample["text"]])
    assert stance.estimate_prevalence(table, hashed).k == 40
    assert stance.estimate_prevalence(other, hashed).k == 0


def test_a_sample_in_the_place_of_the_table_is_said_to_be_one():
    table, truth = bag(100)
    sample = stance.sample_to_label(table, 40)
    said = stance.estimate_prevalence(sample, truth[sample["comment_id"]]).warnings
    assert any("the table is itself a sample, of 100 comments" in warning for warning in said)


def test_votes_in_the_place_of_all_labels_are_left_out():
    table, _ = bag(100)
    votes = table[["comment_id", "stance"]].rename(columns={"stance": "label"})
    result = stance.estimate_prevalence(table, votes)
    assert result.method == VOTES
    assert any("every label is the classifier's vote, and all are left out" in w for w in result.warnings)


def test_copies_of_a_text_are_one_observation_of_the_classifiers_errors():
    table, _ = bag(300)
    table.loc[:199, ["text", "stance"]] = ["they never listen to anybody at all there", "against"]
    (part,) = stance.estimate_prevalence(table, classifier=classifier()).groups
    assert part.method == VOTES
    assert re.search(r"the votes leave a share open by up to \d{2,3}%", part.status)


def test_votes_that_leave_the_shares_open_are_no_estimate_of_them():
    """Under a flat prior the middle of such an interval is a third, whatever the truth: of 90 % it was 45 %."""
    weak = np.array([[0.5, 0.3, 0.2], [0.25, 0.5, 0.25], [0.2, 0.3, 0.5]])
    rng = np.random.default_rng(0)
    votes = rng.choice(3, 1_000, p=weak[2])  # all are of the last class
    group = Group("all", np.full(1_000, -1), votes, None, np.arange(1_000))
    for counted, is_told in ((60, False), (6_000, True)):
        part = estimate_group(group, 3, np.round(weak * counted / 3), "these comments", 0.95, 0)
        assert np.isfinite(part.share).all() == is_told
        if is_told:
            assert (part.high - part.low).max() < 0.4
            assert part.low[2] < 1.0
        else:
            assert re.search("known from so few comments, the votes leave a share open by up to", part.status)


def test_a_classifier_is_not_corrected_by_its_errors_on_comments_that_it_was_trained_on():
    table, _ = bag(50)
    result = stance.estimate_prevalence(table, classifier=classifier(has_seen=lambda texts: np.arange(50) < 10))
    assert "was trained on 10 of these comments" in result.groups[0].status


def test_texts_that_people_label_differently_are_not_taken_for_the_same():
    text = (
        "the ferry should be kept because it serves the whole island in every season of the year and brings our doctor"
    )
    texts = [text] * 20 + [text.replace("doctor", "teacher")] * 20 + [f"other {i}" for i in range(30)]
    names = ["favor"] * 20 + ["against"] * 20 + ["none"] * 30
    table = pd.DataFrame({"text": texts})
    said = [w for w in stance.estimate_prevalence(table, pd.Series(names)).warnings if "repeat another" in w]
    assert "favor 3% (3% to 3%)" in said[0]
    assert "against 3% (3% to 3%)" in said[0]


def test_nameless_authors_are_not_one_author():
    table, truth = bag(100, author=["Anonymous"] * 50 + [f"a{i}" for i in range(50)])
    alone = stance.estimate_prevalence(table, truth, estimand="population", cluster=None).to_frame()
    pd.testing.assert_frame_equal(stance.estimate_prevalence(table, truth, estimand="population").to_frame(), alone)


def test_ids_that_are_numbers_in_the_table_and_text_among_the_labels_meet():
    table, truth = bag(60)
    table["comment_id"] = range(60)
    labels = pd.DataFrame({"comment_id": [str(i) for i in range(30)], "label": truth.to_numpy()[:30]})
    assert stance.estimate_prevalence(table, labels).k == 30


# ------------------------------------------------------------------------------------------ the result


def test_a_result_answers_for_its_one_group():
    table, truth = bag(100)
    result = stance.estimate_prevalence(table, truth.iloc[:30])
    assert (result.n, result.k, result.method) == (100, 30, STRATA)
    assert result.estimate.sum() == pytest.approx(1)
    assert result.draws.shape == (10_000, 3)
    several = stance.estimate_prevalence(table.assign(page=["a", "b"] * 50), truth, by="page")
    with pytest.raises(stance.TableError, match="say which group"):
        _ = several.estimate


@pytest.mark.parametrize("k", [0, 10, 40, 100])
def test_intervals_at_other_levels_lie_within_each_other(k):
    table, truth = bag(100)
    result = stance.estimate_prevalence(table, truth.iloc[:k] if k else None, classifier=classifier())
    narrow, usual, wide = (result.interval(level) for level in (0.5, None, 0.99))
    assert (narrow["low"] >= usual["low"]).all()
    assert (usual["low"] >= wide["low"]).all()
    assert (wide["high"] >= usual["high"]).all()
    assert (usual[["low", "high"]].to_numpy() == result.to_frame()[["low", "high"]].to_numpy()).all()
    with pytest.raises(stance.TableError, match="level must be between 0 and 1"):
        result.interval(95)


def test_two_estimates_are_compared_by_their_difference():
    (first, truth), (second, other) = bag(300, 1, (0.6, 0.2, 0.2)), bag(300, 2, (0.1, 0.2, 0.7))
    a = stance.estimate_prevalence(first, truth.iloc[:80])
    b = stance.estimate_prevalence(second.assign(text="Another " + second["text"]), other.iloc[:80])
    frame = a.compare(b)
    assert frame.index.tolist() == list(CLASSES)
    assert frame["difference"].tolist() == pytest.approx((a.estimate - b.estimate).tolist())
    assert frame.loc["favor", "low"] > 0 > frame.loc["against", "high"]
    assert frame.loc["none", "low"] < 0 < frame.loc["none", "high"]
    counted = stance.estimate_prevalence(first, truth)
    assert (counted.compare(counted)[["low", "high"]] == 0).all(axis=None)
    assert a.compare(stance.estimate_prevalence(first)).isna().all(axis=None)
    with pytest.raises(stance.TableError, match=r"compared with another estimate, not with 'p#2'; two groups of one"):
        a.compare("p#2")
    grouped = stance.estimate_prevalence(first.assign(half=["a", "b"] * (len(first) // 2)), by="half")
    with pytest.raises(stance.TableError, match=r"say which group: other_group='a', or another of 2"):
        grouped.compare(grouped, "b")
    with pytest.raises(stance.TableError, match="cannot be compared"):
        a.compare(stance.estimate_prevalence(first, truth.iloc[:80], estimand="population"))


def test_a_difference_is_as_open_as_the_shares_that_it_is_of():
    """99 of 100 comments are labelled, none of them favor: the last one may be."""
    first, truth = bag(100, 1, (0.0, 0.5, 0.5))
    second = first.assign(comment_id="q#" + first["comment_id"])
    a = stance.estimate_prevalence(first.drop(columns="stance"), truth.iloc[:99])
    b = stance.estimate_prevalence(second.drop(columns="stance"), truth.iloc[:99].rename(lambda name: f"q#{name}"))
    frame = a.compare(b)
    assert frame.loc["favor", "low"] < -0.009
    assert frame.loc["favor", "high"] > 0.009
    assert (frame["low"] >= -1).all()
    assert (frame["high"] <= 1).all()


def test_stances_towards_different_targets_are_not_compared():
    (first, truth), (second, other) = bag(100, 1), bag(100, 2)
    parts = [
        stance.estimate_prevalence(table, labelled(table, names, 40).assign(target=target))
        for table, names, target in ((first, truth, "the ferry"), (second, other, "the bridge"))
    ]
    with pytest.raises(stance.TableError, match="towards 'the ferry' cannot be compared with stances towards 'the bri"):
        parts[0].compare(parts[1])


@given(st.floats(0, 1))
def test_no_share_is_written_as_nothing_or_all_that_is_not(share):
    assert (percent(share) == "0%") == (share == 0)
    assert (percent(share) == "100%") == (share == 1)


def test_estimates_that_share_comments_are_not_compared_as_if_they_were_independent():
    table, truth = bag(300)
    whole = stance.estimate_prevalence(table, truth.iloc[:80])
    part = stance.estimate_prevalence(table.iloc[:200], truth.iloc[:50])
    with pytest.raises(stance.TableError, match="200 comments are in both: estimates that share comments"):
        whole.compare(part)
    with pytest.raises(stance.TableError, match="1 comment is in both"):
        part.compare(stance.estimate_prevalence(table.iloc[199:], truth.iloc[199:250]))
    with pytest.raises(stance.TableError, match="300 comments are in both"):
        whole.compare(whole)
    rest = stance.estimate_prevalence(table.iloc[200:], truth.iloc[200:250])
    assert np.isfinite(part.compare(rest)).all(axis=None)
    halves = table.assign(half=np.where(np.arange(300) < 200, "first", "second"))
    both = stance.estimate_prevalence(halves, truth.iloc[100:280], by="half")
    assert np.isfinite(both.compare(both, "first", "second")).all(axis=None)
    counted = stance.estimate_prevalence(table, truth)  # known, whatever else is estimated from the same comments
    assert np.isfinite(whole.compare(counted)).all(axis=None)
    nameless = table.drop(columns="comment_id"), truth.set_axis(range(300))
    one, other = (stance.estimate_prevalence(nameless[0], nameless[1].iloc[rows]) for rows in (slice(80), slice(90)))
    assert np.isfinite(one.compare(other)).all(axis=None)  # nothing says that they are the same
    with pytest.raises(stance.TableError, match="300 comments are in both"):
        one.compare(one)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-1, 2), st.integers(-1, 2), st.integers(-1, 3), st.integers(0, 60)),
        min_size=1,
        max_size=60,
    ),
    st.sampled_from(["these comments", "population"]),
    st.booleans(),
)
def test_shares_are_always_possible_and_width_is_never_zero_by_accident(rows, estimand, known):
    labels, votes, clusters, texts = (np.array(column) for column in zip(*rows, strict=True))
    confusion = np.round(CONFUSION * 100) if known else None
    part = estimate_group(Group("all", labels, votes, clusters, texts), 3, confusion, estimand, 0.95, 0)
    if part.method == VOTES:
        assert np.isnan([part.share, part.low, part.high]).all()
        return
    assert part.share.sum() == pytest.approx(1)
    assert (part.low >= 0).all()
    assert (part.high <= 1).all()
    assert (part.low <= part.share).all()
    assert (part.share <= part.high).all()
    assert (part.method == COUNT and estimand == "these comments") or (part.high > part.low).all()
