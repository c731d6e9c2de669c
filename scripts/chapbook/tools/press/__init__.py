"""A finished PDF as a file for a press: its inks, boxes and marks, and the facts for a preflight.

What a printer asks for is decided in the stage `press`; here is only how a PDF is read and written.
"""
