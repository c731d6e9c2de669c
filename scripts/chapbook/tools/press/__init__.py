"""A finished PDF as a file for a press: its inks, boxes and marks, and the facts for a preflight.

What a printer requires is decided in the stage `press`; here a PDF is only read and written.
"""
