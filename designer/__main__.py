"""How is the app started where its command is not on the path? `python -m designer` is the same."""

import sys

from designer.cli import main

if __name__ == "__main__":
    sys.exit(main())
