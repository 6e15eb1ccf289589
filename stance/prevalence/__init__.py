"""Shares of favor, none and against in a set of comments, with intervals where labels support them.

Beside ``estimate_prevalence``, the published methods on plain arrays, for comparison in research.
"""

from stance.prevalence.estimate import estimate_prevalence
from stance.prevalence.prediction_powered import PredictionPowered, ppi_plus_plus
from stance.prevalence.quantifiers import (
    adjusted_count,
    classify_and_count,
    expectation_maximisation,
    probabilistic_adjusted_count,
    probabilistic_classify_and_count,
)
from stance.prevalence.recalibration import Recalibration, fit_bcts
from stance.prevalence.result import Prevalence

__all__ = [
    "PredictionPowered",
    "Prevalence",
    "Recalibration",
    "adjusted_count",
    "classify_and_count",
    "estimate_prevalence",
    "expectation_maximisation",
    "fit_bcts",
    "ppi_plus_plus",
    "probabilistic_adjusted_count",
    "probabilistic_classify_and_count",
]
