"""The web chat: what it takes in, what it shows, and to whom."""
