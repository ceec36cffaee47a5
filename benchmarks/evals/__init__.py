"""What `ainori eval` can measure: one module a subject, found by its name.

A module here named `words` makes the flag `--words`. It has a docstring whose first
line says what it measures, `DOCUMENT` (the file in docs/ whose marks `<!-- words -->`
its tables go between with `--write`), and `run(given) -> list[Figures]`.
"""
