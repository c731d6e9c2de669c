"""MathML set as SVG drawings, by ziamath with STIX Two Math, and that face for web pages.

`drawing` draws a formula, `face` cuts the face down, `input` knows the tables of aligned equations.
Which formulas there are, and where they are shown, is decided in `render`.
"""
