"""Shares of favor, none and against in a set of comments, with intervals where labels support them."""

from stance.prevalence.estimate import estimate_prevalence
from stance.prevalence.result import Prevalence

__all__ = ["Prevalence", "estimate_prevalence"]
