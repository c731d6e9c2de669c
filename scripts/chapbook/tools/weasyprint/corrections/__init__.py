"""Changes of WeasyPrint: a passage of its source, or a function or class, replaced by another.

`tools.weasyprint.patches` lists them with their reasons; `patching` installs them, and refuses
where the source is not what it was. Layout of our own does not belong here.
"""
