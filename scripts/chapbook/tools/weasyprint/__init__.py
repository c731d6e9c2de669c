"""WeasyPrint, run in a process of its own: XHTML and style sheets to PDF.

`process` starts the child and takes its answer; `child` lays out and writes. What is changed in
WeasyPrint is in three rooms: `corrections` of its source, `layout` that it does not have, and the
`tagging` of the file. Outside the child nothing may import WeasyPrint, so `process` is the way in.
"""
