"""Response times want a quiet machine: they are collected when TIME=1 asks for them."""

import os

collect_ignore = [] if os.environ.get("TIME") else ["test_times.py"]
