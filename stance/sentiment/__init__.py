"""VADER sentiment, as published."""

from stance.sentiment.vader import VaderScorer

__all__ = ["VaderScorer"]
