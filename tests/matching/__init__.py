"""Promises of finding who could help, kept with the real embedder."""
