"""Ainori in a terminal."""
