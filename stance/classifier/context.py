"""The comment that a comment answers: its n-grams in columns of their own, and when there may be any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from stance.classifier.checks import check_context
from stance.classifier.features import NgramFeatures

__all__ = ["Context", "answered"]


@dataclass(frozen=True)
class Context:
    """What is known of the context that a classifier was trained with: how heavy it is beside the text's own n-grams.

    What is said in the comment answered has the vocabulary of the texts, but not their weights: whoever answers
    "walk away" may well contradict it.
    """

    weight: float

    def block(self, features: NgramFeatures, answered: Sequence[str | None]) -> sparse.csr_matrix:
        """Return ``weight`` × the n-grams of the comments answered, shape (texts, words + characters).

        The row of a text that answers none is zero. A comment is read once, however many answer it.
        """
        read = list(dict.fromkeys(text for text in answered if text is not None))
        place = {text: column for column, text in enumerate(read)}
        rows = [row for row, text in enumerate(answered) if text is not None]
        columns = [place[text] for text in answered if text is not None]
        shape = len(answered), len(read)
        chosen = sparse.csr_matrix((np.full(len(rows), self.weight), (rows, columns)), shape=shape)
        block: sparse.csr_matrix = sparse.csr_matrix(chosen @ features.transform(read))
        return block


def answered(learnt: Context | None, context: Iterable[Any] | None, texts: int) -> list[str | None]:
    """Return what each text answers, or refuse a context that the classifier could not use.

    Raises
    ------
    ValueError
        If context is given to a classifier that was trained without, or is not one text or nothing for each text.
    """
    if context is None:
        return [None] * texts
    if learnt is None:
        raise ValueError(
            "this classifier was trained without context and cannot use it; leave out context=, or train one with it: "
            "StanceClassifier().fit(texts, labels, context=answered)"
        )
    return check_context(context, texts)
