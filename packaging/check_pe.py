"""Looks into a Windows bundle as Windows' loader would: `python packaging/check_pe.py BUNDLE [--built-in FOLDER…]`.

Every program and library is for 64-bit Windows; each library it loads is in the bundle, or one that every Windows 10
has (packaging/windows/system_dlls.txt), and the bundle's own have every function asked of them; nothing is of Wine;
the programs have their version, and a manifest that asks for no administrator and knows long paths and screens of any
density; and no file tells of the folders it was built in. Says each thing that is wrong and exits 1. Needs pefile and,
to look into the programs' packed modules, PyInstaller; runs on any system.
"""

from __future__ import annotations

import argparse
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

import pefile
from PyInstaller.archive.readers import CArchiveReader

WINDOWS_FILES = Path(__file__).resolve().parent / "windows"
PROGRAMS = ("bcu-planner.exe", "BCU Planner.exe")
KINDS = {".dll", ".exe", ".pyd"}
X64, GUI, CONSOLE = 0x8664, 2, 3
MOST_EXPORTS = 0x20000
"""Qt and numpy's algebra give more functions than pefile would read of a file it does not trust."""
WINE = b"Wine builtin DLL"
MANIFEST, VERSION = 24, 16
SETS = ("api-ms-win-", "ext-ms-")
"""Windows' own names for parts of its system libraries, which its loader knows by a table."""
IN_MANIFEST = {
    'level="asInvoker"': "asks for no administrator",
    ">PerMonitorV2": "knows screens of any density",
    "longPathAware": "knows long paths",
}


class Library:
    """A program or library of the bundle, with what it loads from others and what it gives to them."""

    def __init__(self, path: Path, name: str) -> None:
        self.name, self.path = name, path
        self.pe = pefile.PE(str(path), fast_load=True, max_symbol_exports=MOST_EXPORTS)
        wanted = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT", "IMAGE_DIRECTORY_ENTRY_EXPORT")
        self.pe.parse_data_directories([pefile.DIRECTORY_ENTRY[each] for each in wanted])
        self.asks: dict[str, set[bytes]] = defaultdict(set)
        for kind in ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT"):
            for other in getattr(self.pe, kind, []):
                names = {each.name for each in other.imports if each.name}
                self.asks[other.dll.decode("ascii").lower()] |= names
        exports = getattr(self.pe, "DIRECTORY_ENTRY_EXPORT", None)
        self.gives = {each.name for each in exports.symbols if each.name} if exports else set()


def main(arguments: list[str]) -> int:
    """Look, say what is wrong or what was seen, and return the exit code."""
    parser = argparse.ArgumentParser(description="Checks a Windows bundle.")
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--built-in", nargs="*", default=[], help="folders that no file may tell of")
    options = parser.parse_args(arguments)
    found = libraries(options.bundle)
    system = system_libraries()
    wrong = [each for library in found for each in kind_problems(library)]
    wrong += loading_problems(found, system)
    for program in PROGRAMS:
        wrong += program_problems(options.bundle / program)
    wrong += [each for folder in options.built_in for each in path_problems(options.bundle, folder)]
    for each in wrong:
        print(each)
    loaded = {name for library in found for name in library.asks}
    print(f"{len(found)} programs and libraries, {len(loaded)} loaded by name; {len(wrong) or 'nothing'} wrong.")
    return 1 if wrong else 0


def libraries(bundle: Path) -> list[Library]:
    """Return every program and library of the bundle."""
    paths = sorted(path for path in bundle.rglob("*") if path.suffix.lower() in KINDS)
    return [Library(path, path.relative_to(bundle).as_posix()) for path in paths]


def system_libraries() -> set[str]:
    """Return the names of the libraries that every Windows 10 has and that may be relied on."""
    lines = (WINDOWS_FILES / "system_dlls.txt").read_text(encoding="utf-8").splitlines()
    return {line.strip().lower() for line in lines if line.strip() and not line.startswith("#")}


def kind_problems(library: Library) -> list[str]:
    """Return what is wrong with a file by itself."""
    wrong = []
    if library.pe.FILE_HEADER.Machine != X64:
        wrong.append(f"{library.name} is not for 64-bit Windows.")
    if library.path.read_bytes()[0x40:0x50] == WINE:
        wrong.append(f"{library.name} is a part of Wine.")
    return wrong


def loading_problems(found: list[Library], system: set[str]) -> list[str]:
    """Return each library that nobody brings, each function that one lacks, and each of Windows' own in the bundle."""
    own: dict[str, list[Library]] = defaultdict(list)
    for library in found:
        own[library.path.name.lower()].append(library)
    wrong = [
        f"{each[0].name} is one of Windows' own and must come from there." for n, each in own.items() if n in system
    ]
    for library in found:
        for name, functions in library.asks.items():
            if name in own:
                lacking = functions - set.union(*(each.gives for each in own[name]))
                wrong += [f"{library.name} asks {name} for {each.decode()}, which it has not." for each in lacking]
            elif name not in system and not name.startswith(SETS):
                wrong.append(f"{library.name} loads {name}, which is neither in the bundle nor part of Windows.")
    return wrong


def program_problems(path: Path) -> list[str]:
    """Return what is wrong with one of the two programs: version, manifest, console or none."""
    if not path.is_file():
        return [f"{path.name} is missing."]
    pe = pefile.PE(str(path), fast_load=True)
    pe.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_RESOURCE"]])
    held = {kind.id: content_of(pe, kind) for kind in pe.DIRECTORY_ENTRY_RESOURCE.entries}
    manifest = held.get(MANIFEST, b"").decode("utf-8", "replace")
    wrong = [f"{path.name} has no manifest that {says}." for text, says in IN_MANIFEST.items() if text not in manifest]
    if "FileVersion".encode("utf-16-le") not in held.get(VERSION, b""):
        wrong.append(f"{path.name} has no version.")
    wanted = CONSOLE if path.name == PROGRAMS[0] else GUI
    if pe.OPTIONAL_HEADER.Subsystem != wanted:
        wrong.append(f"{path.name} {'lacks' if wanted == CONSOLE else 'has'} a console.")
    return wrong


def content_of(pe: pefile.PE, kind: pefile.ResourceDirEntryData) -> bytes:
    """Return the bytes of the first resource of a kind."""
    data = kind.directory.entries[0].directory.entries[0].data.struct
    return bytes(pe.get_data(data.OffsetToData, data.Size))


def path_problems(bundle: Path, folder: str) -> list[str]:
    """Return each file, or module packed in one, that tells of a folder, in either spelling of its slashes."""
    spellings = {folder, folder.replace("\\", "/"), folder.replace("/", "\\"), folder.replace("\\", "\\\\")}
    wanted = [text.encode(code).lower() for text in spellings for code in ("utf-8", "utf-16-le")]
    wrong = []
    for path in sorted(each for each in bundle.rglob("*") if each.is_file()):
        for name, content in contents(path):
            if any(each in content.lower() for each in wanted):
                wrong.append(f"{path.relative_to(bundle).as_posix()}{name} tells of {folder}.")
    return wrong


def contents(path: Path) -> list[tuple[str, bytes]]:
    """Return a file's bytes and, unpacked, those of what is packed in it."""
    found = [("", path.read_bytes())]
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            found += [(f": {name}", archive.read(name)) for name in archive.namelist()]
    if path.name in PROGRAMS:
        program = CArchiveReader(str(path))
        for name in program.toc:
            if name.endswith(".pyz"):
                modules = program.open_embedded_archive(name)
                found += [(f": {each}", modules.extract(each, raw=True) or b"") for each in modules.toc]
            else:
                found.append((f": {name}", program.extract(name)))
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
