"""``stance …`` on the command line: the library's verbs, one each, in the room of what they work on.

Exit status: 0 where everything asked for was done, 1 where something could not be read or done (it is listed),
2 where the command itself was wrong.
"""

from stance.cli.commands import main

__all__ = ["main"]
