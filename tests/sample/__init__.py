"""Promises of the sample community that a newcomer meets first."""
