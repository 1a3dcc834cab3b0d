"""``python -m assistant`` is the same as ``nianbao``."""

import sys

from assistant.cli import main

sys.exit(main())
