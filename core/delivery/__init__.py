"""The inbox, the outbox and the work between, as rows."""
