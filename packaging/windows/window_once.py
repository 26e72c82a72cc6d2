"""Starts a program with a window, waits until something is painted in it, closes it as a person would.

    python window_once.py PROGRAM [ARGUMENT…]

Run by a Windows Python. Prints JSON: seconds to the window and to its picture, its title, how many colours were seen
in it, and the exit code after it was asked to close. Exit code 0 when all of that went well.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
import time
from ctypes import wintypes

PATIENCE_S = 120.0
CLOSING_S = 30.0
TITLE = "BCU Planner"
ENOUGH_COLOURS = 12
"""A window that has painted its map shows more; an empty one has two or three."""
WM_CLOSE = 0x0010
ACROSS, DOWN = 64, 40


def main(command: list[str]) -> int:
    """Do it, print what was seen and return the exit code."""
    begun = time.monotonic()
    seen: dict[str, object] = {"window_s": None, "painted_s": None, "title": "", "colours": 0, "exit": None}
    with subprocess.Popen(command) as program:
        try:
            _watch(program, begun, seen)
        finally:
            if program.poll() is None:
                program.kill()
    print(json.dumps(seen))
    return 0 if seen["painted_s"] is not None and seen["exit"] == 0 else 1


def _watch(program: subprocess.Popen[bytes], begun: float, seen: dict[str, object]) -> None:
    while time.monotonic() - begun < PATIENCE_S and program.poll() is None:
        window, title = _window_of(program.pid)
        if window:
            seen["title"] = title
            seen["window_s"] = seen["window_s"] or round(time.monotonic() - begun, 1)
            seen["colours"] = _colours(window)
            if int(str(seen["colours"])) >= ENOUGH_COLOURS:
                seen["painted_s"] = round(time.monotonic() - begun, 1)
                _user().PostMessageW(window, WM_CLOSE, 0, 0)
                break
        time.sleep(0.2)
    try:
        seen["exit"] = program.wait(CLOSING_S)
    except subprocess.TimeoutExpired:
        seen["exit"] = "did not close"


def _user() -> ctypes.WinDLL:
    user = ctypes.WinDLL("user32")
    user.GetDC.restype = wintypes.HDC
    user.GetDC.argtypes = user.IsWindowVisible.argtypes = [wintypes.HWND]
    user.ReleaseDC.argtypes = [wintypes.HWND, wintypes.HDC]
    user.GetClientRect.argtypes = [wintypes.HWND, ctypes.POINTER(wintypes.RECT)]
    user.GetWindowTextW.argtypes = [wintypes.HWND, wintypes.LPWSTR, ctypes.c_int]
    user.GetWindowThreadProcessId.argtypes = [wintypes.HWND, ctypes.POINTER(wintypes.DWORD)]
    user.PostMessageW.argtypes = [wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM]
    return user


def _window_of(process: int) -> tuple[int, str]:
    """Return the planner's visible window of that process and its title; 0 while there is none."""
    user, found = _user(), []

    @ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)
    def look(window: int, _: int) -> bool:
        owner, text = wintypes.DWORD(), ctypes.create_unicode_buffer(300)
        user.GetWindowThreadProcessId(window, ctypes.byref(owner))
        user.GetWindowTextW(window, text, 300)
        if owner.value == process and user.IsWindowVisible(window) and TITLE in text.value:
            found.append((window, text.value))
        return True

    user.EnumWindows(look, 0)
    return found[0] if found else (0, "")


def _colours(window: int) -> int:
    """Count the colours at a grid of points of the window."""
    user, gdi, rect = _user(), ctypes.WinDLL("gdi32"), wintypes.RECT()
    gdi.GetPixel.argtypes = [wintypes.HDC, ctypes.c_int, ctypes.c_int]
    gdi.GetPixel.restype = wintypes.DWORD
    user.GetClientRect(window, ctypes.byref(rect))
    surface = user.GetDC(window)
    try:
        points = [(rect.right * i // ACROSS, rect.bottom * j // DOWN) for i in range(ACROSS) for j in range(DOWN)]
        return len({gdi.GetPixel(surface, x, y) for x, y in points})
    finally:
        user.ReleaseDC(window, surface)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
