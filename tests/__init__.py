"""The tests, one folder for each area."""
