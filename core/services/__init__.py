"""The use cases: what happens inside one transaction."""
