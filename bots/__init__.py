"""The places where Ainori talks, and the command that starts it."""
