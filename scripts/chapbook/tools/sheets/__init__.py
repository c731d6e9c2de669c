"""The drawing of sheets: pages of a PDF placed as forms, as they are, with their annotations.

A PDF and the place of each page come in, sheets go out. The places are decided in `impose`.
"""
