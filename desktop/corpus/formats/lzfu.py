"""Owns the packing of RTF bodies in Outlook messages (LZFu, [MS-OXRTFCP])."""

import struct

_PRELOAD = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_RING = 4_096
_MOST = 50_000_000


def unpacked_rtf(data: bytes) -> bytes:
    """Return the RTF in a packed body, as far as it goes; b"" if it is none."""
    if len(data) < 16:
        return b""
    raw_size, signature = struct.unpack_from("<II", data, 4)
    if signature == 0x414C454D:  # "MELA": stored as it is
        return data[16 : 16 + raw_size]
    if signature != 0x75465A4C:
        return b""
    ring = bytearray(_PRELOAD.ljust(_RING, b"\0"))
    write = len(_PRELOAD)
    out = bytearray()
    place = 16
    limit = min(raw_size, _MOST)
    while place < len(data) and len(out) < limit:
        flags = data[place]
        place += 1
        for bit in range(8):
            if not flags >> bit & 1:
                if place >= len(data):
                    return bytes(out)
                out.append(data[place])
                ring[write] = data[place]
                write = (write + 1) % _RING
                place += 1
                continue
            if place + 1 >= len(data):
                return bytes(out)
            reference = data[place] << 8 | data[place + 1]
            place += 2
            offset, length = reference >> 4, (reference & 0xF) + 2
            if offset == write:  # the end is said by a reference to where one stands
                return bytes(out)
            for step in range(length):
                value = ring[(offset + step) % _RING]
                out.append(value)
                ring[write] = value
                write = (write + 1) % _RING
    return bytes(out[:limit])
