"""Random samples of comments to label, the files that keep the labels, and how far annotators agree."""

from stance.labelling.comparing import Agreement, agreement
from stance.labelling.decisions import Decision, text_hash
from stance.labelling.label_file import LabelFile
from stance.labelling.reading import LabelWarning, read_labels
from stance.labelling.sampling import sample_to_label
from stance.labelling.session import Session

__all__ = [
    "Agreement",
    "Decision",
    "LabelFile",
    "LabelWarning",
    "Session",
    "agreement",
    "read_labels",
    "sample_to_label",
    "text_hash",
]
