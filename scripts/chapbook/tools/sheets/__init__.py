"""The drawing of sheets: pages of a PDF placed as forms, as they are, with their annotations.

Where each page goes is decided in the stage `impose`.
"""
