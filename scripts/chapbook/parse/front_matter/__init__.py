"""The front matter: YAML with places, checked against the schema, each value normalised once.

Text comes in, `Metadata` and diagnostics go out. The text after it is not read here.
"""
