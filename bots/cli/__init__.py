"""The command line: one file a group of commands.

Commands import what they need when they are run, so that `--help` and `--version`
answer at once.
"""
