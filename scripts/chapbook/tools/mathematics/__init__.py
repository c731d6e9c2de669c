"""MathML set as SVG drawings, by ziamath with STIX Two Math.

`drawing` is the way in. Which formulas there are, and where they are shown, is decided in `render`.
"""
