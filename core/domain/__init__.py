"""The rules of the practice as values and pure functions."""
