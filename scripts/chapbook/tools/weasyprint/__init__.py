"""WeasyPrint, run in a process of its own: XHTML and style sheets to PDF.

`process` starts the child and takes its answer; `child` lays out and writes. `patches` is the table
of what is changed in WeasyPrint (README.md). Outside the child nothing may import WeasyPrint, so
`process` is the way in.
"""
