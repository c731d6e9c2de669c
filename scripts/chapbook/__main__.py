"""`python -m chapbook`."""

from chapbook.cli import main

main()
