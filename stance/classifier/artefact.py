"""A trained classifier from disk: ``NAME.npz`` holds arrays, ``NAME.json`` the card. Nothing in them is run."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.classifier.features import NgramFeatures
from stance.classifier.headlines import HeadlineEffect
from stance.classifier.stored_form import FORMAT, HEADLINES, NUMBERS, TERMS, check_stored
from stance.classifier.storing import files_of
from stance.errors import ArtefactError, TableError
from stance.table import CLASSES

if TYPE_CHECKING:
    from stance.classifier.estimator import StanceClassifier

__all__ = ["MODELS", "as_classifier", "load_classifier"]

#: Where the shipped models are.
MODELS = Path(__file__).resolve().parent.parent / "models"

#: A model that unpacks to more is refused.
MAX_BYTES = 500_000_000


def load_classifier(name_or_path: str | os.PathLike[str] = "us-japan-talks", encoder: Any = None) -> StanceClassifier:
    """Load a shipped classifier by name, or one that ``save`` stored by path.

    Parameters
    ----------
    name_or_path : str or path-like
        ``"us-japan-talks"``, or the path of a stored model, with or without ``.npz``.
    encoder : object, optional
        For a model that was trained with one: the same, such as ``SentenceTransformer("all-MiniLM-L6-v2")``.

    Raises
    ------
    ArtefactError
        If there is no such model, its files are damaged or of another version, or the encoder is missing, another or
        none at all.

    Examples
    --------
    >>> classifier = load_classifier("us-japan-talks")
    >>> classifier.classes_.tolist()
    ['against', 'favor', 'none']
    """
    npz, json_file = _find(name_or_path)
    card = _read_card(json_file)
    classifier = _restore(_read_arrays(npz), card, npz)
    if classifier.encoding_ is None:
        if encoder is not None:
            raise ArtefactError(f"{npz}: this classifier was trained without an encoder; leave out encoder=")
    else:
        classifier.encoding_.check(encoder)
        classifier.encoder = encoder
    return classifier


def as_classifier(classifier: Any) -> Any:
    """Load a classifier by name or path; check that what was given is one, for our three stances."""
    if isinstance(classifier, str | os.PathLike):
        classifier = load_classifier(classifier)
    labels = sorted(map(str, getattr(classifier, "classes_", [])))
    if not hasattr(classifier, "predict_proba") or labels != sorted(CLASSES):
        odd = [label for label in labels if label not in CLASSES]
        to_do = (
            f"spell {odd[0]!r} as one of the three, or leave its comments out, and fit it again"
            if odd
            else "fit one with StanceClassifier().fit(texts, labels), with comments of all three among the texts"
        )
        known = f"{type(classifier).__name__} is no fitted classifier of {', '.join(CLASSES)}"
        raise TableError(f"{known} (its classes: {labels}); {to_do}")
    return classifier


def _find(name_or_path: str | os.PathLike[str]) -> tuple[Path, Path]:
    given = Path(name_or_path)
    try:
        for base in (MODELS / given.name, given) if str(given) == given.name else (given,):
            files = files_of(base)
            if files[0].is_file():
                return files
    except (OSError, ValueError):  # no path at all, or one too long: there is no such model
        given = Path()
    if given.name and given.exists():
        what = "a folder" if given.is_dir() else "a file"
        raise ArtefactError(
            f"{given}: this is {what}, but no stored classifier: that is a .npz with its .json beside it, as stance "
            "train and StanceClassifier.save write them"
        )
    shipped = ", ".join(map(repr, sorted(file.stem for file in MODELS.glob("*.npz"))))
    raise ArtefactError(f"there is no classifier {str(name_or_path)!r}; shipped: {shipped}; or give the path of a .npz")


def _read_card(path: Path) -> dict[str, Any]:
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ArtefactError(f"{path}: the model's card is missing") from None
    except (OSError, ValueError, RecursionError) as error:
        raise ArtefactError(f"{path}: the model's card cannot be read ({error})") from None
    if not isinstance(card, dict) or card.get("format") != FORMAT:
        found = card.get("format") if isinstance(card, dict) else None
        raise ArtefactError(f"{path}: format {found!r}, this version reads {FORMAT}; train the model again")
    return card


def _read_arrays(path: Path) -> dict[str, np.ndarray]:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > MAX_BYTES:
            raise ArtefactError(f"{path}: unpacks to {size:,} bytes; a model may have {MAX_BYTES:,} at most")
        with np.load(path, allow_pickle=False) as stored:
            headlines = [name for name in HEADLINES if name in stored.files]
            arrays = {name: stored[name] for name in (*TERMS, *NUMBERS, "seen", *headlines)}
    except KeyError as error:
        raise ArtefactError(f"{path}: damaged, {error.args[0]}") from None
    except ArtefactError:
        raise
    except Exception as error:  # a header is parsed, an archive unpacked: each of their many errors is the file's
        raise ArtefactError(f"{path}: cannot be read as a model ({error or type(error).__name__})") from None
    if other := [name for name, array in arrays.items() if not isinstance(array, np.ndarray)]:
        raise ArtefactError(f"{path}: damaged, {other[0]} is no array")
    return arrays


def _restore(arrays: dict[str, np.ndarray], card: dict[str, Any], path: Path) -> StanceClassifier:
    from stance.classifier.estimator import StanceClassifier

    cues, encoding, context = check_stored(arrays, card, path)
    classifier = StanceClassifier(target=card.get("target"), **card["parameters"])
    classifier.classes_ = np.array(card["classes"])
    classifier.targets_ = card["targets"]
    classifier.coef_ = arrays["coef"].astype(np.float64)
    classifier.intercept_ = arrays["intercept"].astype(np.float64)
    classifier.features_ = NgramFeatures.from_arrays(arrays)
    cues.mean_, cues.scale_ = arrays["cue_mean"].astype(np.float64), arrays["cue_scale"].astype(np.float64)
    classifier.cues_, classifier.encoding_, classifier.context_ = cues, encoding, context
    classifier.headlines_ = classifier.confusion_without_headlines_ = None
    if HEADLINES[0] in arrays:
        weights, mean, scale, withheld = (arrays[name].astype(np.float64) for name in HEADLINES)
        classifier.headlines_ = HeadlineEffect(cues.mentions, mean, scale, weights)
        classifier.confusion_without_headlines_ = withheld.astype(np.int64) if withheld.size else None
    classifier.confusion_ = arrays["confusion"].astype(np.int64) if arrays["confusion"].size else None
    classifier.seen_ = arrays["seen"]
    classifier.card_ = card
    return classifier
