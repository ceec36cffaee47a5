"""A need read by its pieces: what is rarely written here says most about it.

Owns how much each piece of an ask weighs in one community. It must not know which
model made the pieces, nor who the members are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

EDGE_WEIGHT = 0.3
"""Of the marks a model sets around a text, where a piece in between weighs 1."""

LEAST_PIECES = 2
"""With fewer there is nothing to weigh against one another."""


@dataclass(frozen=True, slots=True, eq=False)
class CutText:
    """A text as the pieces a model cuts it into.

    Attributes:
        texts: What they say; blank for marks that are no words.
        adds: What each adds to the last part of the text's vector, one row a piece.
    """

    texts: tuple[str, ...]
    adds: NDArray[np.float32]


def weighed(
    vector: NDArray[np.float32], pieces: CutText, rarity: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the vector of a text with its rare pieces weighing more.

    Args:
        vector: Of the text as it is.
        pieces: Of the same text.
        rarity: How rare each is, from 0; on a scale of any length.
    """
    words = np.array([bool(text) for text in pieces.texts])
    level = rarity[words].mean() if words.sum() >= LEAST_PIECES else 0.0
    if level <= 0:
        return vector
    weights = np.where(words, rarity / level, EDGE_WEIGHT)
    part = vector[-pieces.adds.shape[1] :]
    anew = weights @ pieces.adds
    length = np.linalg.norm(anew)
    turned = vector.copy()
    if length > 0:
        turned[-len(part) :] = anew * (np.linalg.norm(part) / length)
    return turned.astype(np.float32)
