"""scikit-learn's contract for transformers, kept without importing scikit-learn: sentiment alone shall start fast."""

from __future__ import annotations

from inspect import signature
from typing import Any, Self

from stance.errors import StanceError

__all__ = ["Transformer"]


class Transformer:
    """What ``clone``, ``Pipeline`` and searches ask of a transformer of texts that has nothing to learn."""

    #: What ``transform`` returns: an array (``"default"``) or a DataFrame (``"pandas"``).
    output = "default"

    def set_output(self, *, transform: str | None = None) -> Self:
        """Have :meth:`transform` return an array (``"default"``) or a DataFrame (``"pandas"``)."""
        if transform not in (None, "default", "pandas"):
            raise StanceError(f"transform must be 'default' or 'pandas', got {transform!r}")
        self.output = transform or self.output
        return self

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Return the parameters by name."""
        return {name: getattr(self, name) for name in signature(type(self)).parameters}

    def set_params(self, **parameters: Any) -> Self:
        """Change parameters by name."""
        for name, value in parameters.items():
            if name not in self.get_params():
                raise StanceError(
                    f"{type(self).__name__} has no parameter {name!r}; it has {', '.join(self.get_params())}"
                )
            setattr(self, name, value)
        return self

    def __sklearn_tags__(self) -> Any:
        from sklearn.utils import InputTags, Tags, TargetTags, TransformerTags

        return Tags(
            estimator_type=None,
            target_tags=TargetTags(required=False),
            transformer_tags=TransformerTags(),
            input_tags=InputTags(one_d_array=True, two_d_array=False, string=True, allow_nan=True),
            requires_fit=False,
        )

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def __repr__(self) -> str:
        given = signature(type(self)).parameters
        changed = (f"{name}={value!r}" for name, value in self.get_params().items() if value != given[name].default)
        return f"{type(self).__name__}({', '.join(changed)})"
