"""The command line: `main` is the program ``nianbao``, and ``python -m assistant``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from assistant.cli.failures import DONE, UNUSABLE, handle, refuse
from assistant.cli.streams import tell, use_utf8
from assistant.environment import prepare

_DEBUG = "--debug"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 errors found, 2 cannot be used, 3 our bug."""
    prepare()
    use_utf8()
    given, debug = _without_debug(list(sys.argv[1:] if arguments is None else arguments))
    from typer.exceptions import TyperException

    from assistant.cli.commands import program
    from assistant.cli.usage import explain, help_of

    try:
        code = program().main(args=given, prog_name="nianbao", standalone_mode=False)
    except TyperException as error:
        page = help_of(error)
        if page is None:
            return refuse(explain(error))
        tell(page)
        return UNUSABLE
    except SystemExit:  # only typer's own printing of a help page exits, when nobody reads it
        return DONE
    except Exception as error:  # noqa: BLE001 - the edge: whatever it is becomes a line and an exit code
        return handle(error, debug)
    return code if isinstance(code, int) else DONE


def _without_debug(arguments: list[str]) -> tuple[list[str], bool]:
    """The switch may stand anywhere, as staff add it at the end of what they typed before."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    options, rest = arguments[:end], arguments[end:]
    return [a for a in options if a != _DEBUG] + rest, _DEBUG in options
