"""Owns what binds a worker on Windows: a job object with limits, which ends with the process that holds it.

The intake makes one for each worker and puts the worker inside: it may use so much memory, start a converter's few
processes, and touch neither the clipboard nor the desktop. When the intake dies, however it dies, Windows closes the
job and ends all that is in it. https://learn.microsoft.com/windows/win32/procthread/job-objects
"""

import ctypes
import sys
from contextlib import suppress
from ctypes import wintypes
from typing import Any

MOST_PROCESSES = 16
"""The worker and what a converter starts: LibreOffice takes three, Tesseract one."""

_BASIC_UI_RESTRICTIONS = 4
_EXTENDED_LIMITS = 9
_ACTIVE_PROCESS = 0x8
_PROCESS_MEMORY = 0x100
_DIE_ON_UNHANDLED_EXCEPTION = 0x400
_KILL_ON_JOB_CLOSE = 0x2000
# Read and write the clipboard, change the system's or the display's settings, desktops, end Windows.
_UI_RESTRICTIONS = 0x2 | 0x4 | 0x8 | 0x10 | 0x40 | 0x80
_SET_QUOTA_AND_TERMINATE = 0x0100 | 0x0001


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("flags", wintypes.DWORD),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", wintypes.DWORD),
        ("affinity", ctypes.c_size_t),
        ("priority_class", wintypes.DWORD),
        ("scheduling_class", wintypes.DWORD),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class _MemoryCounters(ctypes.Structure):
    _fields_ = (
        ("size", wintypes.DWORD),
        ("page_faults", wintypes.DWORD),
        ("peak_working_set", ctypes.c_size_t),
        ("working_set", ctypes.c_size_t),
        ("quotas", ctypes.c_size_t * 4),
        ("pagefile", ctypes.c_size_t),
        ("peak_pagefile", ctypes.c_size_t),
    )


class Job:
    """A job object that holds one process and all that it starts."""

    def __init__(self, process_id: int, memory_bytes: int) -> None:
        """Make a job and put a process inside. Raises OSError where Windows does not let it."""
        self._kernel = _kernel()
        self._handle = 0
        try:
            self._take(process_id, memory_bytes, _UI_RESTRICTIONS)
        except OSError:  # in a process that is in a job already, a job may not restrict the desktop
            self.end()
            self._take(process_id, memory_bytes, 0)

    def end(self) -> None:
        """End everything inside at once."""
        if self._handle:
            self._kernel.TerminateJobObject(self._handle, 1)
            self._kernel.CloseHandle(self._handle)
            self._handle = 0

    def _take(self, process_id: int, memory_bytes: int, ui_restrictions: int) -> None:
        self._handle = _checked(self._kernel.CreateJobObjectW(None, None))
        limits = _ExtendedLimits(process_memory=memory_bytes)
        limits.basic.active_processes = MOST_PROCESSES
        limits.basic.flags = (
            _KILL_ON_JOB_CLOSE | _DIE_ON_UNHANDLED_EXCEPTION | _PROCESS_MEMORY | _ACTIVE_PROCESS
        )
        self._set(_EXTENDED_LIMITS, limits)
        if ui_restrictions:
            self._set(_BASIC_UI_RESTRICTIONS, wintypes.DWORD(ui_restrictions))
        process = _checked(self._kernel.OpenProcess(_SET_QUOTA_AND_TERMINATE, False, process_id))
        try:
            _checked(self._kernel.AssignProcessToJobObject(self._handle, process))
        finally:
            self._kernel.CloseHandle(process)

    def _set(self, what: int, value: ctypes.Structure | wintypes.DWORD) -> None:
        size = ctypes.sizeof(value)
        _checked(
            self._kernel.SetInformationJobObject(self._handle, what, ctypes.byref(value), size)
        )


def job_for(process_id: int | None, memory_bytes: int) -> Job | None:
    """Return a job with a worker inside; None on other systems and where none can be had."""
    if sys.platform == "win32" and process_id:
        with suppress(OSError):
            return Job(process_id, memory_bytes)
    return None


def used_bytes() -> int:
    """Return how much memory this process holds at the moment, 0 if that cannot be seen."""
    kernel = _kernel()
    counters = _MemoryCounters(size=ctypes.sizeof(_MemoryCounters))
    seen = kernel.K32GetProcessMemoryInfo(
        wintypes.HANDLE(-1), ctypes.byref(counters), counters.size
    )
    return int(counters.working_set) if seen else 0


def _kernel() -> Any:
    """Return Windows' own library with the types of what is called here."""
    assert sys.platform == "win32"
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
    kernel.SetInformationJobObject.argtypes = (
        wintypes.HANDLE,
        ctypes.c_int,
        wintypes.LPVOID,
        wintypes.DWORD,
    )
    kernel.OpenProcess.restype = wintypes.HANDLE
    kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    kernel.TerminateJobObject.argtypes = (wintypes.HANDLE, wintypes.UINT)
    kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    kernel.K32GetProcessMemoryInfo.argtypes = (wintypes.HANDLE, wintypes.LPVOID, wintypes.DWORD)
    return kernel


def _checked(answer: int | None) -> int:
    """Return what Windows answered. Raises OSError with its reason if it was nothing."""
    assert sys.platform == "win32"
    if not answer:
        raise ctypes.WinError(ctypes.get_last_error())
    return answer
