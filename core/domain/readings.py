"""What an embedder made of a member's published words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """A member's published lines as one embedder reads them.

    Attributes:
        embedder_id: What made the vectors; only equal ids are ever compared.
        dimension: Numbers in each vector, float32.
        of: Fingerprint of the lines; another one means that they must be read again.
        whole: All lines read together.
        heading: The lines one by one, those that name a direction counting double.
    """

    embedder_id: str
    dimension: int
    of: str
    whole: bytes
    heading: bytes
