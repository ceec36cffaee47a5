"""The conversation: what comes in, what goes out, what happens between."""
