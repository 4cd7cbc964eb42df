"""`python -m cli` is `crisis`."""

from cli import main

main()
