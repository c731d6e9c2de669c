"""What pandoc reads in a way its author may not expect: found and reported, never changed.

`finding` is the way in. Source text and pandoc's tree come in, diagnostics go out.
"""
