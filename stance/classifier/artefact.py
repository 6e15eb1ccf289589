"""A trained classifier on disk: ``NAME.npz`` holds arrays, ``NAME.json`` the card. Nothing in them is run."""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.classifier.checks import check_mentions, check_weight
from stance.classifier.context import Context
from stance.classifier.encoding import Encoding
from stance.classifier.features import CueFeatures, NgramFeatures
from stance.classifier.headlines import HeadlineEffect
from stance.classifier.linear import STORED
from stance.errors import ArtefactError, TableError
from stance.table import CLASSES

if TYPE_CHECKING:
    from stance.classifier.estimator import StanceClassifier

__all__ = ["MODELS", "as_classifier", "load_classifier", "save"]

#: Where the shipped models are.
MODELS = Path(__file__).resolve().parent.parent / "models"

#: Counts up when the arrays or the features change their meaning.
FORMAT = 5
#: A model that unpacks to more is refused.
MAX_BYTES = 500_000_000
_TERMS = ("word_terms", "char_terms")
_NUMBERS = ("word_idf", "char_idf", "cue_mean", "cue_scale", "coef", "intercept", "encoder_probe", "confusion")
_PARAMETERS = {"mentions", "class_prior", "min_confidence", "C", "min_df", "folds", "seed"}
#: Stands among a model's parameters where it was trained with context, and only there.
_WITH_CONTEXT = "context_weight"
#: Stand among its arrays where it was trained with headlines, and only there.
_HEADLINES = ("headline_coef", "headline_mean", "headline_scale", "confusion_without_headlines")


def save(classifier: StanceClassifier, path: str | os.PathLike[str], card: dict[str, Any]) -> Path:
    """Store a fitted classifier; what is in ``card`` is added to its card."""
    npz, json_file = _files(Path(path))
    if not npz.parent.is_dir():
        raise ArtefactError(f"{npz.parent}: there is no such folder to save a model in")
    text = json.dumps({**_known(classifier), **card}, indent=2, ensure_ascii=False, default=_plain_number) + "\n"
    try:
        with npz.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **_arrays(classifier))
        json_file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ArtefactError(f"{npz}: cannot be written ({error.strerror or error})") from None
    return npz


def _arrays(classifier: StanceClassifier) -> dict[str, np.ndarray]:
    encoding, confusion = classifier.encoding_, classifier.confusion_
    return {
        **classifier.features_.arrays(),
        "cue_mean": classifier.cues_.mean_.astype(np.float32),
        "cue_scale": classifier.cues_.scale_.astype(np.float32),
        "coef": classifier.coef_.astype(STORED),
        "intercept": classifier.intercept_.astype(np.float32),
        "encoder_probe": np.zeros(0) if encoding is None else encoding.probe.astype(np.float32),
        "confusion": _counts(confusion),
        "seen": classifier.seen_,
        **_of_headlines(classifier.headlines_, classifier.confusion_without_headlines_),
    }


def _counts(confusion: np.ndarray | None) -> np.ndarray:
    return np.zeros((0, 0)) if confusion is None else confusion.astype(np.float64)


def _of_headlines(effect: HeadlineEffect | None, withheld: np.ndarray | None) -> dict[str, np.ndarray]:
    if effect is None:
        return {}
    arrays = (effect.weights.astype(STORED), effect.mean.astype(np.float32), effect.scale.astype(np.float32))
    return dict(zip(_HEADLINES, (*arrays, _counts(withheld)), strict=True))


def _known(classifier: StanceClassifier) -> dict[str, Any]:
    """Return what a model's card says in any case."""
    encoding, parameters = classifier.encoding_, classifier.get_params(deep=False)
    return {
        "format": FORMAT,
        "target": classifier.target,
        "targets": classifier.targets_,
        "classes": classifier.classes_.tolist(),
        "parameters": {name: parameters[name] for name in sorted(_PARAMETERS - {"class_prior"})}
        | {"class_prior": _plain(classifier.class_prior)}
        | ({} if classifier.context_ is None else {_WITH_CONTEXT: classifier.context_.weight}),
        "mentions": classifier.cues_.mentions,
        "cue_weight": classifier.cues_.weight,
        "encoder": None
        if encoding is None
        else {"name": encoding.name, "dimension": encoding.dimension, "weight": encoding.weight},
    }


def _plain(prior: Any) -> Any:
    """Return a class prior as JSON has it."""
    if prior is None:
        return None
    if hasattr(prior, "items"):
        return {str(name): float(share) for name, share in prior.items()}
    return [float(share) for share in prior]


def _plain_number(value: Any) -> Any:
    """Return a numpy number, as a search leaves it in a parameter, as JSON has it."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} cannot stand in a model's card")


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


def _files(path: Path) -> tuple[Path, Path]:
    base = path.with_suffix("") if path.suffix in (".npz", ".json") else path
    return base.with_name(base.name + ".npz"), base.with_name(base.name + ".json")


def _find(name_or_path: str | os.PathLike[str]) -> tuple[Path, Path]:
    given = Path(name_or_path)
    try:
        for base in (MODELS / given.name, given) if str(given) == given.name else (given,):
            files = _files(base)
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
            headlines = [name for name in _HEADLINES if name in stored.files]
            return {name: stored[name] for name in (*_TERMS, *_NUMBERS, "seen", *headlines)}
    except KeyError as error:
        raise ArtefactError(f"{path}: damaged, {error.args[0]}") from None
    except ArtefactError:
        raise
    except (OSError, ValueError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
        raise ArtefactError(f"{path}: cannot be read as a model ({error})") from None


def _restore(arrays: dict[str, np.ndarray], card: dict[str, Any], path: Path) -> StanceClassifier:
    from stance.classifier.estimator import StanceClassifier

    cues, encoding, context = _check(arrays, card, path)
    classifier = StanceClassifier(target=card.get("target"), **card["parameters"])
    classifier.classes_ = np.array(card["classes"])
    classifier.targets_ = card["targets"]
    classifier.coef_ = arrays["coef"].astype(np.float64)
    classifier.intercept_ = arrays["intercept"].astype(np.float64)
    classifier.features_ = NgramFeatures.from_arrays(arrays)
    cues.mean_, cues.scale_ = arrays["cue_mean"].astype(np.float64), arrays["cue_scale"].astype(np.float64)
    classifier.cues_, classifier.encoding_, classifier.context_ = cues, encoding, context
    classifier.headlines_ = classifier.confusion_without_headlines_ = None
    if _HEADLINES[0] in arrays:
        weights, mean, scale, withheld = (arrays[name].astype(np.float64) for name in _HEADLINES)
        classifier.headlines_ = HeadlineEffect(cues.mentions, mean, scale, weights)
        classifier.confusion_without_headlines_ = withheld.astype(np.int64) if withheld.size else None
    classifier.confusion_ = arrays["confusion"].astype(np.int64) if arrays["confusion"].size else None
    classifier.seen_ = arrays["seen"]
    classifier.card_ = card
    return classifier


def _check(
    arrays: dict[str, np.ndarray], card: dict[str, Any], path: Path
) -> tuple[CueFeatures, Encoding | None, Context | None]:
    """Return cues, encoding and context, or say what does not fit; what comes from a file is taken at no word."""
    classes, parameters, targets = card.get("classes"), card.get("parameters"), card.get("targets")
    if not isinstance(classes, list) or not isinstance(parameters, dict) or not isinstance(targets, list):
        raise ArtefactError(f"{path}: damaged, the card lacks classes, targets or parameters")
    for names in (classes, targets):
        if not all(isinstance(name, str) for name in names) or names != sorted(set(names)):
            raise ArtefactError(f"{path}: damaged, the card's classes or targets are {names}")
    if set(parameters) - {_WITH_CONTEXT} != _PARAMETERS:
        raise ArtefactError(f"{path}: damaged, the card's parameters are {sorted(parameters)}")
    try:
        cues = CueFeatures(
            check_mentions(card["mentions"] or {}, ()), float(card["cue_weight"]), targets if len(targets) > 1 else ()
        )
        told = card["encoder"]
        probe = arrays["encoder_probe"].astype(np.float64)
        encoding = None if told is None else Encoding(str(told["name"]), float(told["weight"]), probe)
        context = Context(check_weight(parameters[_WITH_CONTEXT])) if _WITH_CONTEXT in parameters else None
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        what = "mentions, encoder or context"
        raise ArtefactError(f"{path}: damaged, the card's {what} cannot be read ({error})") from None
    kinds = {**dict.fromkeys(_NUMBERS, "f"), **dict.fromkeys(_TERMS, "U"), "seen": "u"}
    headlines = [name for name in _HEADLINES if name in arrays]
    kinds |= dict.fromkeys(headlines, "f")
    if any(arrays[name].dtype.kind != kind for name, kind in kinds.items()) or arrays["seen"].dtype.itemsize != 8:
        raise ArtefactError(f"{path}: damaged, the arrays are of other types than a model's")
    words, chars = arrays["word_terms"], arrays["char_terms"]
    dense = len(cues.names) + (encoding.columns if encoding else 0)
    columns = (len(words) + len(chars)) * (1 if context is None else 2) + dense
    if len(targets) > 1:
        columns = columns * (1 + len(targets)) + len(targets)
    fits = (
        all(array.ndim == 1 and len(np.unique(array)) == len(array) for array in (words, chars))
        and arrays["word_idf"].shape == words.shape
        and arrays["char_idf"].shape == chars.shape
        and arrays["cue_mean"].shape == arrays["cue_scale"].shape == (len(cues.names),)
        and (arrays["cue_scale"] > 0).all()
        and arrays["coef"].shape == (len(classes), columns)
        and arrays["intercept"].shape == (len(classes),)
        and arrays["confusion"].shape in ((0, 0), (len(classes), len(classes)))
        and arrays["seen"].ndim == 1
        and (arrays["seen"][1:] > arrays["seen"][:-1]).all()
        and all(np.isfinite(arrays[name]).all() for name in (*_NUMBERS, *headlines))
        and (not headlines or (len(targets) < 2 and _headlines_fit(arrays, len(classes), len(cues.mentions))))
    )
    if not fits:
        raise ArtefactError(f"{path}: damaged, the arrays do not fit one another")
    return cues, encoding, context


def _headlines_fit(arrays: dict[str, np.ndarray], classes: int, groups: int) -> bool:
    spoken = groups + (groups > 1)  # each of them, and any
    columns = len(arrays["word_terms"]) + len(arrays["char_terms"]) + spoken + 1
    shapes = ((classes, columns), (spoken,), (spoken,), arrays["confusion"].shape)
    fit = all(name in arrays and arrays[name].shape == shape for name, shape in zip(_HEADLINES, shapes, strict=True))
    return fit and bool((arrays["headline_scale"] > 0).all())
