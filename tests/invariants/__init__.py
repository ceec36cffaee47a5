"""The invariants of the practice, one file a group; each test names its promise."""
