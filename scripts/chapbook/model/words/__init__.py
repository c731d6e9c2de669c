"""Words that Chapbook itself puts into an edition, in each language that it speaks.

Tables of words only. Where they are shown is decided in `render`.
"""
