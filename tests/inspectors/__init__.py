"""What the tests read finished editions with, beside the readers of `chapbook.collate.readers`.

`manuscript` reads the author's file by itself and says what every edition should show; `epub_rules`
holds an EPUB against what reading systems ask. Nothing here imports the builder, or of `chapbook`
anything but the readers, which share no code with the builder (import-linter holds that).
"""
