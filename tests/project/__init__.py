"""Promises of the repository itself: layers, sizes, packaging."""
