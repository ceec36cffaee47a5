"""The terminal, and the transcripts every channel can play."""
