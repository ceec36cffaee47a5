"""A LINE of our own on the loopback, which keeps LINE's rules and remembers."""
