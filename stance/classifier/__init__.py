"""The stance classifier: texts → favor / against / none towards one target."""

from stance.classifier.artefact import as_classifier, load_classifier
from stance.classifier.estimator import StanceClassifier

__all__ = ["StanceClassifier", "as_classifier", "load_classifier"]
