"""What pandoc reads otherwise than its author may expect: found and reported, never changed.

`finding` is the way in. Source text and pandoc's tree come in, diagnostics go out.
"""
