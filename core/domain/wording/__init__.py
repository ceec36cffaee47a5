"""Wording a flat request from the words of two people, and reading what one is about.

Owns sentences around members' words. It must not know who is asked, nor when.
"""
