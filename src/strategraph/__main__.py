"""`python -m strategraph` is the command `strategraph`."""

import sys

from strategraph.cli import main

sys.exit(main())
