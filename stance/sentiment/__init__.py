"""VADER sentiment, as published, explained, and many times faster."""

from stance.sentiment.explanation import VaderExplanation, VaderPart
from stance.sentiment.vader import VaderScorer

__all__ = ["VaderExplanation", "VaderPart", "VaderScorer"]
