"""Chapbook: one manuscript with typed notes becomes HTML, EPUB and PDF editions that agree.

The architecture page is `README.md` beside this file; the stages are named there.
"""

__version__ = "0.2.0"
