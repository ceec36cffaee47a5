"""Our own cases for the coach, and how they are read; nobody's real words."""
