"""Ainori on its own web page."""
