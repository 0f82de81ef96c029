"""Owns what is made of the command line's own help: the man page, the completion of bash and of zsh."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from product import ROOT, Product

if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from desktop.cli.main import parser


def calls() -> Mapping[str, argparse.ArgumentParser]:
    """Return the calls of the command line, by name."""
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return action.choices
    raise AssertionError("the command line has no calls")


def man_page(made: Product) -> str:
    """Return the man page: the window, then every call with its options, as --help has them."""
    day = datetime.fromtimestamp(made.time, UTC).date().isoformat()
    head = parser()
    lines = [
        f'.TH {made.name.upper()} 1 "{day}" "{_roff(made.title)} {made.version}" "User Commands"',
        ".SH NAME",
        f"{_roff(made.name)} \\- {_roff(made.summary[0].lower() + made.summary[1:])}",
        ".SH SYNOPSIS",
        f".B {_roff(made.name)}",
        ".RI [ PATH ...]",
        ".br",
        f".B {_roff(made.name)}",
        ".I CALL",
        ".RI [ argument ...]",
        ".SH DESCRIPTION",
        "Without a call the window opens: on the corpora that are named, on the last one if none is, or"
        " with the files that are named taken in. With a call no window opens.",
        ".SH CALLS",
    ]
    for name, call in calls().items():
        lines += [
            ".SS",
            _roff(name),
            _roff(call.description or ""),
            ".PP",
            *_usage(made, name, call),
        ]
        lines += [line for action in _shown(call) for line in _entry(action)]
    lines += [".SH NOTES"]
    for line in (head.epilog or "").splitlines():
        lines += [_roff(line), ".br"]
    lines += [
        ".SH FILES",
        ".TP",
        f".I ~/.local/share/{_roff(made.name)}",
        "Corpora that were not given another place. XDG_DATA_HOME is honoured.",
        ".TP",
        f".I ~/.config/{_roff(made.name)}/settings.ini",
        "What the window remembers. XDG_CONFIG_HOME is honoured.",
        ".SH ENVIRONMENT",
        ".TP",
        ".B NINEVEH_HOME",
        "A folder that holds both corpora and settings instead.",
    ]
    return "\n".join(lines) + "\n"


def bash_completion(made: Product) -> str:
    """Return a completion for bash: calls first, then a call's options, else files."""
    function = "_" + made.name.replace("-", "_")
    cases = [
        f"        {name}) words='{' '.join(_options(call))}' ;;" for name, call in calls().items()
    ]
    return f"""\
# bash completion for {made.name}
{function}()
{{
    local words='' current="${{COMP_WORDS[COMP_CWORD]}}"
    if [ "$COMP_CWORD" -eq 1 ]; then
        words='{" ".join(calls())} --help --version'
    fi
    case "${{COMP_WORDS[1]}}" in
{chr(10).join(cases)}
    esac
    if [ "$COMP_CWORD" -eq 1 ] || [ "${{current#-}}" != "$current" ]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    fi
    return 0
}}
complete -o default -F {function} {made.name}
"""


def zsh_completion(made: Product) -> str:
    """Return a completion for zsh, with what --help says beside each word."""
    known = calls()
    described = "\n".join(f"        {_quoted(f'{n}:{_says(c)}')}" for n, c in known.items())
    cases = "\n".join(
        f"        {name}) _arguments {' '.join(_zsh_options(call))} '*:file:_files' ;;"
        for name, call in known.items()
    )
    return f"""\
#compdef {made.name}
local -a calls
if (( CURRENT == 2 )); then
    calls=(
{described}
    )
    _describe call calls
    _files
else
    shift words
    (( CURRENT-- ))
    case $words[1] in
{cases}
        *) _files ;;
    esac
fi
"""


def _usage(made: Product, name: str, call: argparse.ArgumentParser) -> Iterator[str]:
    said = " ".join(call.format_usage().removeprefix("usage: ").split())
    yield f"\\fB{_roff(made.name)} {_roff(name)}\\fR" + _roff(said.partition(f" {name}")[2])


def _shown(call: argparse.ArgumentParser) -> list[argparse.Action]:
    return [
        action
        for action in call._actions
        if action.help != argparse.SUPPRESS and not isinstance(action, argparse._HelpAction)
    ]


def _entry(action: argparse.Action) -> list[str]:
    if not action.option_strings:
        return [".TP", f".I {_roff(str(action.metavar or action.dest))}", _roff(action.help or "")]
    words = ", ".join(f"\\fB{_roff(word)}\\fR" for word in action.option_strings)
    value = f" \\fI{_roff(str(action.metavar or action.dest))}\\fR" if action.nargs != 0 else ""
    return [".TP", words + value, _roff(action.help or "")]


def _options(call: argparse.ArgumentParser) -> list[str]:
    return [
        "--help",
        *(w for action in _shown(call) for w in action.option_strings if w[:2] == "--"),
    ]


def _zsh_options(call: argparse.ArgumentParser) -> Iterator[str]:
    yield "'--help[show help]'"
    for action in _shown(call):
        value = "" if action.nargs == 0 else f":{action.metavar or action.dest}:"
        for word in action.option_strings:
            said = (action.help or "").replace("[", "(").replace("]", ")").replace(":", " –")
            yield _quoted(f"{word}[{said}]{value}")


def _says(call: argparse.ArgumentParser) -> str:
    return (call.description or "").rstrip(".").replace(":", " –")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _roff(text: str) -> str:
    """Return a text as roff wants it: hyphens that can be copied, no line that begins with a dot."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    return "\\&" + escaped if escaped.startswith((".", "'")) else escaped
