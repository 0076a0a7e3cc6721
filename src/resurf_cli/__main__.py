"""``python -m resurf_cli``."""

import sys

from resurf_cli.cli import main

sys.exit(main())
