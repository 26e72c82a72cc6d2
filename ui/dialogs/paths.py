"""Asking where a file is to be written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.dialogs.ask import ask_replace


def ask_where(title: str, start: Path, kind: str, parent: QWidget | None) -> Path | None:
    """Ask for a file to write, beginning with `start`; None when the question was left.

    `kind` names such files in the dialog. A name typed without a suffix gets that of `start`; where there is a
    file of that name, which the dialog could not know of, replacing it is asked about here.
    """
    suffix = start.suffix
    name, _ = QFileDialog.getSaveFileName(parent, title, str(start), f"{kind} (*{suffix})")
    if not name:
        return None
    path = Path(name)
    if path.suffix.casefold() == suffix:
        return path
    path = path.with_name(f"{path.name}{suffix}")
    return path if not path.exists() or ask_replace(path.name, parent) else None
