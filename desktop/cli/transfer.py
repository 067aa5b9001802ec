"""The commands `export` and `import`: chats out of the store that the window shows, and into it."""

from contextlib import aclosing

from desktop.cli.arguments import Arguments
from desktop.cli.output import Output
from desktop.domain.errors import ExportFailed
from desktop.domain.store import ChatStore
from desktop.domain.transfer import FileFormat, format_of
from desktop.domain.transfer_causes import ExportCause
from desktop.services.transfer_operations import Tally, TransferOperations
from desktop.text.transfer_messages import describe_transfer

STDOUT = "-"


async def export(
    store: ChatStore, operations: TransferOperations, output: Output, arguments: Arguments
) -> int:
    """Write chats into a file, or to stdout. Raises `ExportFailed` and `StoreError`."""
    chats = await _chosen(store, operations, arguments)
    file_format = _format(arguments)
    has_thinking = not arguments.without_thinking
    if arguments.file == STDOUT:
        work = operations.parts(chats, file_format, Tally(), has_thinking=has_thinking)
        async with aclosing(work) as parts:
            async for part in parts:
                for piece in part:
                    output.data(piece)
        return 0
    result = await operations.export(arguments.file, chats, file_format, has_thinking=has_thinking)
    if output.as_json:
        output.document(
            {
                "path": result.path,
                "format": result.format.value,
                "chats": result.chats,
                "messages": result.turns,
                "size_bytes": result.size_bytes,
                "can_be_imported": result.can_be_imported,
            }
        )
    else:
        output.line(describe_transfer(result).sentence)
    return 0


async def import_file(
    _store: ChatStore, operations: TransferOperations, output: Output, arguments: Arguments
) -> int:
    """Add the chats of a file. Raises `ImportRefused` and `StoreError`."""
    result = await operations.import_file(arguments.file)
    if output.as_json:
        output.document(
            {
                "path": result.path,
                "origin": result.origin.value,
                "chats": list(result.titles),
                "messages": result.turns,
                "left_out": result.left_out,
            }
        )
    else:
        output.line(describe_transfer(result).sentence)
    return 0


async def _chosen(store: ChatStore, operations: TransferOperations, arguments: Arguments) -> tuple[int, ...]:
    """The chat that `--chat` counts to in the list, or all."""
    if not arguments.chat:
        chats = await operations.all_chats()
        if not chats:
            raise ExportFailed(arguments.file, ExportCause.NO_CHATS)
        return chats
    listed = await store.list_chats()
    if arguments.chat > len(listed):
        raise ExportFailed(arguments.file, ExportCause.NO_SUCH_CHAT, count=len(listed))
    return (listed[arguments.chat - 1].id,)


def _format(arguments: Arguments) -> FileFormat:
    if arguments.format:
        return FileFormat(arguments.format)
    if arguments.chat and arguments.file != STDOUT:
        return format_of(arguments.file)
    return FileFormat.JSON
