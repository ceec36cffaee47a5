"""The forms of words, where `core.domain.tone` and `core.domain.wording` change them.

Owns what a form is made of. It must not know why anybody wants another one.
"""
