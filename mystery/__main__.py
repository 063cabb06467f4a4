"""`python -m mystery` is the command line."""

from mystery.cli import main

if __name__ == "__main__":
    main()
