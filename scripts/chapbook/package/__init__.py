"""package: a rendition becomes a finished file."""
