"""Completion in bash, zsh and fish where click's own scripts fall short.

Two things are special here: words such as ``holder=id:state-russia``, and completions that do not
begin with what was typed, such as the id of a person whose surname it is.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ZshComplete,
    add_completion_class,
)
from click.shell_completion import split_arg_string as split

if TYPE_CHECKING:
    from typing import ClassVar

__all__ = ["Bash", "Fish", "Zsh"]

_SCRIPT = """\
%(complete_func)s() {
    local IFS=$'\\n' response type value
    response=$(env COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS" \
%(complete_var)s=bash_complete "$1")
    for completion in $response; do
        IFS=',' read -r type value <<< "$completion"
        case $type in
            dir) COMPREPLY=(); compopt -o dirnames;;
            file) COMPREPLY=(); compopt -o default;;
            plain) COMPREPLY+=("$value"); [[ $value == *= ]] && compopt -o nospace;;
        esac
    done
    return 0
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""


@add_completion_class
class Bash(BashComplete):
    """Completion from the line as it was typed up to the cursor.

    bash itself breaks words at colons and equals signs, and puts a completion in the place of the
    last piece only.
    """

    source_template: ClassVar[str] = _SCRIPT

    def get_completion_args(self) -> tuple[list[str], str]:
        """Give the words before the last one, and the last one, which is empty after a blank."""
        line = os.environ["COMP_LINE"]
        words = split(line)
        if re.search(r"(?<!\\)\s$", line) and split(f"{line}x") == [*words, "x"]:
            words.append("")
        return words[1:-1], words[-1] if words[1:] else ""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """Give the completions without what stands before the last piece of the word.

        Where bash would put the common beginning of several in the place of a text that none of
        them begins with, the text itself is one more, so that it stays.
        """
        found = super().get_completions(args, incomplete)
        breaks = {"=", ":"} & {*os.environ.get("COMP_WORDBREAKS", "=:")}
        cut = max((incomplete.rfind(sign) + 1 for sign in breaks), default=0)
        before, piece = incomplete[:cut], incomplete[cut:]
        pieces = [CompletionItem(item.value.removeprefix(before), type=item.type) for item in found]
        if len(pieces) > 1 and not all(item.value.startswith(piece) for item in pieces):
            pieces.append(CompletionItem(piece))
        return pieces


@add_completion_class
class Zsh(ZshComplete):
    """Completion that goes through the matches where they do not begin with what was typed.

    Else zsh would put the beginning that they have in common, often nothing, in its place.
    """

    source_template: ClassVar[str] = ZshComplete.source_template.replace(
        "for type key descr in ${response}; do\n",
        "for type key descr in ${response}; do\n"
        '        [[ "$key" == "${words[CURRENT]}"* ]] || compstate[insert]=menu\n',
    )


@add_completion_class
class Fish(FishComplete):
    """Completion whose descriptions may have commas."""

    source_template: ClassVar[str] = FishComplete.source_template.replace(
        'string split ","', 'string split -m 1 ","'
    )
