"""Finding who could help, and saying why in published words."""
