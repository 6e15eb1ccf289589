"""A trained classifier on disk: ``NAME.npz`` holds arrays, ``NAME.json`` the card. Nothing in them is run."""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.classifier.features import NgramFeatures
from stance.errors import ArtefactError

if TYPE_CHECKING:
    from stance.classifier.estimator import StanceClassifier

__all__ = ["MODELS", "load_classifier", "save"]

#: Where the shipped models are.
MODELS = Path(__file__).resolve().parent.parent / "models"

#: Counts up when the arrays or the features change their meaning.
FORMAT = 1
#: A model that unpacks to more is refused.
MAX_BYTES = 500_000_000
_ARRAYS = ("word_terms", "word_idf", "char_terms", "char_idf", "coef", "intercept")


def save(classifier: StanceClassifier, path: str | os.PathLike[str], card: dict[str, Any]) -> Path:
    """Store a fitted classifier; what is in ``card`` is added to its card."""
    npz, json_file = _files(Path(path))
    if not npz.parent.is_dir():
        raise ArtefactError(f"{npz.parent}: there is no such folder to save a model in")
    arrays = {**classifier.features_.arrays(), "coef": classifier.coef_, "intercept": classifier.intercept_}
    known = {
        "format": FORMAT,
        "target": classifier.target,
        "classes": classifier.classes_.tolist(),
        "parameters": {
            "C": classifier.C,
            "min_df": classifier.min_df,
            "class_prior": _plain(classifier.class_prior),
        },
    }
    text = json.dumps({**known, **card}, indent=2, ensure_ascii=False, default=_plain_number) + "\n"
    try:
        with npz.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)
        json_file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ArtefactError(f"{npz}: cannot be written ({error.strerror or error})") from None
    return npz


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


def load_classifier(name_or_path: str | os.PathLike[str] = "us-japan-talks") -> StanceClassifier:
    """Load a shipped classifier by name, or one that ``save`` stored by path.

    Parameters
    ----------
    name_or_path : str or path-like
        ``"us-japan-talks"``, or the path of a stored model, with or without ``.npz``.

    Raises
    ------
    ArtefactError
        If there is no such model, or its files are damaged or of another version.

    Examples
    --------
    >>> classifier = load_classifier("us-japan-talks")
    >>> classifier.classes_.tolist()
    ['against', 'favor', 'none']
    """
    npz, json_file = _find(name_or_path)
    card = _read_card(json_file)
    return _restore(_read_arrays(npz), card, npz)


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
    shipped = ", ".join(repr(file.stem) for file in sorted(MODELS.glob("*.npz")))
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
            return {name: stored[name] for name in _ARRAYS}
    except KeyError as error:
        raise ArtefactError(f"{path}: damaged, {error.args[0]}") from None
    except ArtefactError:
        raise
    except (OSError, ValueError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
        raise ArtefactError(f"{path}: cannot be read as a model ({error})") from None


def _restore(arrays: dict[str, np.ndarray], card: dict[str, Any], path: Path) -> StanceClassifier:
    from stance.classifier.estimator import StanceClassifier

    _check_shapes(arrays, card, path)
    classifier = StanceClassifier(target=card.get("target"), **card["parameters"])
    classifier.classes_ = np.array(card["classes"])
    classifier.coef_ = arrays["coef"]
    classifier.intercept_ = arrays["intercept"]
    classifier.features_ = NgramFeatures.from_arrays(arrays)
    classifier.card_ = card
    return classifier


def _check_shapes(arrays: dict[str, np.ndarray], card: dict[str, Any], path: Path) -> None:
    classes, parameters = card.get("classes"), card.get("parameters")
    if not isinstance(classes, list) or not isinstance(parameters, dict):
        raise ArtefactError(f"{path}: damaged, the card lacks classes or parameters")
    if not all(isinstance(name, str) for name in classes) or classes != sorted(set(classes)):
        raise ArtefactError(f"{path}: damaged, the card's classes are {classes}")
    if set(parameters) != {"C", "min_df", "class_prior"}:
        raise ArtefactError(f"{path}: damaged, the card's parameters are {sorted(parameters)}")
    numbers = [arrays[name] for name in _ARRAYS if not name.endswith("terms")]
    terms = [arrays["word_terms"], arrays["char_terms"]]
    if any(array.dtype.kind != "f" for array in numbers) or any(array.dtype.kind != "U" for array in terms):
        raise ArtefactError(f"{path}: damaged, the arrays are of other types than a model's")
    fits = (
        all(array.ndim == 1 and len(np.unique(array)) == len(array) for array in terms)
        and arrays["word_idf"].shape == terms[0].shape
        and arrays["char_idf"].shape == terms[1].shape
        and arrays["coef"].shape == (len(classes), len(terms[0]) + len(terms[1]))
        and arrays["intercept"].shape == (len(classes),)
        and all(np.isfinite(array).all() for array in numbers)
    )
    if not fits:
        raise ArtefactError(f"{path}: damaged, the arrays do not fit one another")
