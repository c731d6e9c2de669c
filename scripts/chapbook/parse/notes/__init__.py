"""Notes in the source: labels, definitions and calls, and whatever looks like one and is not.

Text comes in, notes as parsed and diagnostics go out. Numbers are given in `resolve`.
"""
