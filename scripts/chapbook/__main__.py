"""`python -m chapbook`."""

from chapbook.cli.main import main

main()
