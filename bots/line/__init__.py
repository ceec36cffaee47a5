"""Ainori on LINE."""
