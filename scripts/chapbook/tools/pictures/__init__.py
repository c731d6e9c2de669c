"""Pictures: their kinds, sizes and colours, each turned into a form that every edition can hold.

Bytes that nobody trusts come in: Pillow decodes them in its own process, `child`. PNG, JPEG,
GIF and SVG go out; `reading` scales the finished cover for web pages.
"""
