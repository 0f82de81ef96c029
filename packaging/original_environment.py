"""Owns the first moment of the built program: gives the environment back, and readies it for processes.

On Linux PyInstaller's starter points LD_LIBRARY_PATH at the program's own libraries. The loader has read it
by now; a program of the system that is started later (a file manager, say) must not see it. Our own
children are started anew by their starter, which is asked to set everything up again.

Processes of Python's own are started by the command line and the workers of an intake; a window, which is
started alone or with the full path of a file, does without what they need.
"""

import os
import sys

if sys.platform.startswith("linux"):
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"

if len(sys.argv) > 1 and not os.path.isabs(sys.argv[1]):
    import pyi_rth_multiprocessing  # type: ignore[import-not-found]  # noqa: F401
