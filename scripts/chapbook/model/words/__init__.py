"""Words that Chapbook itself adds to an edition, in each supported language.

Tables of words only. `render` decides where they are shown.
"""
