"""Benchmarks: each prints its table and the probe of the disk beside it."""
