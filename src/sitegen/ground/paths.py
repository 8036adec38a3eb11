"""Relative POSIX paths: the one guard that keeps a path inside its folder, the key under which two are one."""

import re
import unicodedata

IN_ADDRESS = "/~!$&'()*+,;=:@"  # RFC 3986, 3.3: what a path holds unencoded, besides letters, digits, “-”, “.” and “_”
LONGEST_NAME = 255  # bytes: NAME_MAX of ext4, APFS and NTFS


def inside(path: str) -> bool:
    """Whether a relative POSIX path stays inside its folder and is text without control characters or backslashes."""
    return not _FORBIDDEN.search(path) and _NO_NAMES.isdisjoint(path.split("/"))


def too_long(path: str) -> str:
    """The first name of the path that is longer than a file system takes, or nothing."""
    if len(path) <= LONGEST_NAME and path.isascii():
        return ""
    return next((part for part in path.split("/") if len(part.encode("utf-8", "surrogatepass")) > LONGEST_NAME), "")


def collision_key(path: str) -> str:
    """Equal for two paths that are one file on some file system: by letter case or Unicode normalisation."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


_NO_NAMES = frozenset(("", ".", ".."))
# Surrogates stand for the bytes of a file name that is not UTF-8: no address and no text file can hold them.
_FORBIDDEN = re.compile(r"[\\\x00-\x1f\x7f\ud800-\udfff]")
