"""Notes in the source: labels, definitions, calls, and what only looks like one of these.

Text comes in, notes as parsed and diagnostics go out. `resolve` numbers them.
"""
