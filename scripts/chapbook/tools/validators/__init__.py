"""Validators of other people, each run as it is: EPUBCheck, Ace, Nu, axe, veraPDF.

A file goes in; what the validator found comes out, or that it could not be run.
"""
