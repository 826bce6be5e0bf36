"""``python -m validator``, and what the ``pullguard`` script calls."""

from validator.cli import cli


def main() -> None:
    """Run the command line; ends with ``SystemExit``."""
    cli.main()


if __name__ == "__main__":
    main()
