"""Looks into a ZIP without trusting it: how much there is, what it is called, whether it can be read at all.

Nothing is ever unpacked to the disk here. The limits protect whoever downloads the file and opens it in an office.
"""

from __future__ import annotations

import stat
import struct
import zlib
from copy import copy
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from .refusals import Reason, Refused, Subject

SIGNS = b"PK\x03\x04"
MEMBERS = 2000
DIRECTORY = MEMBERS * 500
"""Bytes of the central directory: what 2000 members with long names need."""
UNPACKED = 200_000_000
RATIO = 100
PART = 65536

END = struct.Struct("<4s4H2LH")  # the end of the central directory, without a comment
END_SIGNS = b"PK\x05\x06"
ZIP64_SIGNS = b"PK\x06\x07"
ZIP64_LENGTH = 20
ENCRYPTED = 0x1


def read_archive(content: bytes) -> ZipFile:
    """The archive, safe to read member by member; raises `Refused`."""
    _check_directory(content)
    try:
        archive = ZipFile(BytesIO(content))
        _check_members(archive.infolist(), len(content))
        sound = all(_unpacks_as_said(archive, member) for member in archive.infolist())
    except Refused:
        raise
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error, NotImplementedError) as error:
        raise _refused("broken") from error
    if not sound:
        raise _refused("broken")
    return archive


def _refused(reason: Reason) -> Refused:
    return Refused(reason, Subject.FILE)


def _check_directory(content: bytes) -> None:
    """Counts before `ZipFile` makes an object of each member, and leaves only one way to read the file.

    What offices write begins with the first member and ends with the directory: nothing before it, between or behind,
    no comment, no ZIP64 at this size. Files that are also something else need one of these.
    """
    start = len(content) - END.size
    if start < 0 or content[start : start + 4] != END_SIGNS:
        raise _refused("broken")
    _, disk, first_disk, here, members, size, offset, comment = END.unpack_from(content, start)
    if members > MEMBERS or size > DIRECTORY:
        raise _refused("archive_bomb")
    zip64 = content[max(0, start - ZIP64_LENGTH) :].startswith(ZIP64_SIGNS)
    if zip64 or disk or first_disk or comment or here != members or offset + size != start:
        raise _refused("broken")


def _check_members(members: list[ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MEMBERS or unpacked > UNPACKED or unpacked > packed * RATIO:
        raise _refused("archive_bomb")
    if any(_is_strange(member) for member in members):
        raise _refused("not_a_document")
    # Two members of one name: programs would differ in which of them they read.
    if len({member.filename.lower() for member in members}) != len(members):
        raise _refused("not_a_document")


def _is_strange(member: ZipInfo) -> bool:
    """No office writes such members: encrypted one by one, links, names that lead out of the folder."""
    name = member.orig_filename  # `filename` is already tidied by zipfile
    return (
        bool(member.flag_bits & ENCRYPTED)
        or member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}
        or stat.S_ISLNK(member.external_attr >> 16)
        or name.startswith("/")
        or ".." in name.split("/")
        or any(sign in name for sign in ("\\", ":", "\0"))
    )


def _unpacks_as_said(archive: ZipFile, member: ZipInfo) -> bool:
    """Whether the true length is the one that was judged, and the checksum right (BadZipFile if not).

    `zipfile` stops where the directory says that a member ends; an office goes on. So it is told of no end here.
    """
    endless = copy(member)
    endless.file_size = UNPACKED + 1
    length = 0
    with archive.open(endless) as file:
        while length <= member.file_size and (part := file.read(PART)):
            length += len(part)
    return length == member.file_size
