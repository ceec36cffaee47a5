"""Whole conversations as text files, played on every channel."""
