"""The comparisons of files without keys, one question a module.

Copies as read come in, findings go out. No file is opened here.
"""
