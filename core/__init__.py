"""The practice of community sourcing: rules, talk and memory, and no platform."""

# `bots/__main__.py` compares this mark, because any folder may hold another `core`.
APP = "ainori"
__version__ = "0.1.0"
