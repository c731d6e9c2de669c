"""HTML and MathML that authors write: what may pass, and what is made of it.

In: raw HTML as pandoc hands it over. Out: safe, well-formed trees, and what was dropped. No other
module decides what an edition may hold, and nothing here reads a manuscript.
"""
