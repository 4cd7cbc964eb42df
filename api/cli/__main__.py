"""`python -m api.cli` is `crisis`."""

from api.cli import main

main()
