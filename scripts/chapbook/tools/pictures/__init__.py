"""Pictures: their kinds, sizes and colours, each turned into a form that every edition can hold.

They come in as bytes that nobody trusts: Pillow decodes them in a process of its own, `child`.
"""
