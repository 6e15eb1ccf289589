"""A trained classifier goes to disk: ``NAME.npz`` and ``NAME.json``, both or neither, and over no other file."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.classifier.headlines import HeadlineEffect
from stance.classifier.linear import STORED
from stance.classifier.stored_form import FORMAT, HEADLINES, PARAMETERS, WITH_CONTEXT
from stance.errors import ArtefactError
from stance.files import write_together

if TYPE_CHECKING:
    from stance.classifier.estimator import StanceClassifier

__all__ = ["check_place", "files_of", "save"]

#: By these the files of a model are known, whatever their format.
_ARRAYS, _NAMES = {"coef.npy", "intercept.npy"}, {"format", "classes", "parameters"}


def files_of(path: Path) -> tuple[Path, Path]:
    """Return where the arrays and the card of a model are, which is named with or without an ending."""
    base = path.with_suffix("") if path.suffix in (".npz", ".json") else path
    return base.with_name(base.name + ".npz"), base.with_name(base.name + ".json")


def check_place(path: str | os.PathLike[str]) -> None:
    """Refuse to save a model where there is no folder, or over files that are no model's.

    Raises
    ------
    ArtefactError
        Naming the folder or the file.
    """
    npz, card = files_of(Path(path))
    if not npz.parent.is_dir():
        raise ArtefactError(f"{npz.parent}: there is no such folder to save a model in")
    for file, is_ours in ((npz, _has_arrays), (card, _is_card)):
        try:
            ours = not file.exists() or (file.is_file() and (not file.stat().st_size or is_ours(file)))
        except (OSError, ValueError, RecursionError, zipfile.BadZipFile):
            ours = False
        if not ours:
            raise ArtefactError(
                f"{file}: this is no file of a stored model, and saving would write over it; save under another name, "
                "or move it away"
            )


def _has_arrays(file: Path) -> bool:
    with zipfile.ZipFile(file) as archive:
        return set(archive.namelist()) >= _ARRAYS


def _is_card(file: Path) -> bool:
    card = json.loads(file.read_text(encoding="utf-8"))
    return isinstance(card, dict) and set(card) >= _NAMES


def save(classifier: StanceClassifier, path: str | os.PathLike[str], card: dict[str, Any]) -> Path:
    """Store a fitted classifier; what is in ``card`` is added to its card."""
    check_place(path)
    npz, json_file = files_of(Path(path))
    text = json.dumps({**_known(classifier), **card}, indent=2, ensure_ascii=False, default=_plain_number) + "\n"
    arrays = io.BytesIO()
    np.savez_compressed(arrays, allow_pickle=False, **_arrays(classifier))
    # half a surrogate pair, which UTF-8 does not have, is written as JSON writes it
    stored = {npz: arrays.getvalue(), json_file: text.encode("utf-8", "backslashreplace")}
    try:
        write_together({file.resolve(): data for file, data in stored.items()})  # a link stays one
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
    return dict(zip(HEADLINES, (*arrays, _counts(withheld)), strict=True))


def _known(classifier: StanceClassifier) -> dict[str, Any]:
    """Return what a model's card says in any case."""
    encoding, parameters = classifier.encoding_, classifier.get_params(deep=False)
    return {
        "format": FORMAT,
        "target": classifier.target,
        "targets": classifier.targets_,
        "classes": classifier.classes_.tolist(),
        "parameters": {name: parameters[name] for name in sorted(PARAMETERS - {"class_prior"})}
        | {"class_prior": _plain(classifier.class_prior)}
        | ({} if classifier.context_ is None else {WITH_CONTEXT: classifier.context_.weight}),
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
