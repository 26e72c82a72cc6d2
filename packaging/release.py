"""Makes what people get from a Windows bundle: a portable zip, an installer for one person, and their hashes.

    python packaging/release.py BUNDLE OUT         BUNDLE as made by PyInstaller from packaging/bcu-planner.spec
    python packaging/release.py --sign FILE…       sign programs, where there is a certificate

Runs on Windows and on Debian; needs NSIS 3 (makensis). Only the standard library is used. Signs where
BCU_PLANNER_CERTIFICATE names a PKCS #12 file (.pfx), with the password of BCU_PLANNER_CERTIFICATE_PASSWORD and the
time of the server in BCU_PLANNER_TIMESTAMP_SERVER where those are set: by signtool on Windows, osslsigncode elsewhere.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WINDOWS_FILES = ROOT / "packaging" / "windows"
PROGRAMS = ("bcu-planner.exe", "BCU Planner.exe")
BUNDLE_MB, INSTALLER_MB = 140, 45
MB = 1_000_000
CERTIFICATE, PASSWORD = "BCU_PLANNER_CERTIFICATE", "BCU_PLANNER_CERTIFICATE_PASSWORD"
TIMESTAMPS = "BCU_PLANNER_TIMESTAMP_SERVER"
NOT_SIGNED = f"Not signed: {CERTIFICATE} names no certificate. Windows will say that it does not know the publisher."


class Stop(Exception):
    """What happened, and what to do."""


def main(arguments: list[str]) -> int:
    """Do what was asked; return the exit code."""
    try:
        if arguments[:1] == ["--sign"]:
            sign([Path(name) for name in arguments[1:]])
            return 0
        if len(arguments) != 2:
            raise Stop("Say which bundle, and which folder to write to: release.py BUNDLE OUT.")
        return release(Path(arguments[0]).resolve(), Path(arguments[1]).resolve())
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 2


def release(bundle: Path, out: Path) -> int:
    """Write zip, installer and hashes to `out`; return 1 when one is larger than it may be. Raises Stop."""
    missing = [name for name in PROGRAMS if not (bundle / name).is_file()]
    if missing:
        raise Stop(f"{bundle} is no Windows bundle: it has no {' and no '.join(missing)}. Nothing was written.")
    out.mkdir(parents=True, exist_ok=True)
    name = f"BCU-Planner-{version()}"
    if os.environ.get(CERTIFICATE):
        sign([bundle / program for program in PROGRAMS])
    else:
        print(NOT_SIGNED)
    portable, setup = out / f"{name}-portable.zip", out / f"{name}-setup.exe"
    write_zip(bundle, portable, name)
    make_installer(bundle, setup)
    if os.environ.get(CERTIFICATE):
        sign([setup])
    lines = [f"{hash_of(path)}  {path.name}\n" for path in (setup, portable)]
    (out / "SHA256SUMS.txt").write_text("".join(lines), encoding="ascii", newline="\n")
    sizes = [("bundle", size_of(bundle), BUNDLE_MB), ("installer", size_of(setup), INSTALLER_MB)]
    for what, size, most in sizes:
        print(f"{what}: {size / MB:.1f} MB, at most {most} MB{'' if size <= most * MB else ': TOO LARGE'}")
    print(f"portable zip: {size_of(portable) / MB:.1f} MB\nWritten to {out}.")
    return int(any(size > most * MB for _, size, most in sizes))


def version() -> str:
    """Return the planner's version, from the one place it stands."""
    text = (ROOT / "planner" / "__init__.py").read_text(encoding="utf-8")
    return re.findall(r'__version__ = "([^"]+)"', text)[0]


def files_of(folder: Path) -> list[Path]:
    """Return every file below a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def size_of(path: Path) -> int:
    """Return the bytes of a file, or of all files of a folder."""
    return sum(file.stat().st_size for file in (files_of(path) if path.is_dir() else [path]))


def hash_of(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal figures."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_zip(bundle: Path, path: Path, inside: str) -> None:
    """Pack the bundle into one folder of a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in files_of(bundle):
            archive.write(file, f"{inside}/{file.relative_to(bundle).as_posix()}")


def make_installer(bundle: Path, setup: Path) -> None:
    """Build the installer, with the list of what its uninstaller takes away. Raises Stop."""
    makensis = shutil.which("makensis") or shutil.which("makensis", path=r"C:\Program Files (x86)\NSIS")
    if not makensis:
        raise Stop("The installer needs NSIS 3 (makensis; on Debian: apt-get install nsis). The zip was written.")
    with tempfile.TemporaryDirectory() as scratch:
        removal = Path(scratch) / "removal.nsh"
        removal.write_text(removal_lines(bundle), encoding="utf-8-sig")
        defined = {"VERSION": version(), "FOLDER": bundle, "FILES": removal, "OUT": setup}
        defined["KIB"] = size_of(bundle) // 1024
        if os.environ.get(CERTIFICATE):
            defined["SIGN"] = f'"{sys.executable}" "{Path(__file__).resolve()}" --sign'
        options = [f"-D{name}={value}" for name, value in defined.items()]
        command = [makensis, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *options, "installer.nsi"]
        done = subprocess.run(command, cwd=WINDOWS_FILES, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        raise Stop(f"The installer was not built. makensis said:\n{done.stdout}{done.stderr}")


def removal_lines(bundle: Path) -> str:
    """Return the uninstaller's lines: every file by its name, then the folders that are empty by then."""
    names = [path.relative_to(bundle) for path in files_of(bundle)]
    folders = {folder for name in names for folder in name.parents if folder.parts}
    lines = [f'Delete "$INSTDIR\\{as_nsis(name)}"' for name in names]
    lines += [f'RMDir "$INSTDIR\\{as_nsis(name)}"' for name in sorted(folders, key=lambda each: -len(each.parts))]
    return "\n".join(lines) + "\n"


def as_nsis(path: Path) -> str:
    """Return a path as the installer's language writes it."""
    return "\\".join(path.parts).replace("$", "$$")


def sign(files: list[Path]) -> None:
    """Sign programs in place. Raises Stop when that does not work; without a certificate says that it did not."""
    certificate = os.environ.get(CERTIFICATE)
    if not certificate:
        print(NOT_SIGNED)
        return
    if not Path(certificate).is_file():
        raise Stop(f"The certificate {certificate} is not there. Nothing was signed.")
    for file in files:
        sign_one(file, certificate)
        print(f"Signed {file.name}.")


def sign_one(file: Path, certificate: str) -> None:
    """Sign one program in place. Raises Stop."""
    tool = shutil.which("signtool" if sys.platform == "win32" else "osslsigncode")
    if not tool:
        wanted = "signtool of the Windows SDK" if sys.platform == "win32" else "osslsigncode"
        raise Stop(f"Signing needs {wanted}, which is not on the path. {file.name} was not signed.")
    password, stamps = os.environ.get(PASSWORD, ""), os.environ.get(TIMESTAMPS)
    with tempfile.TemporaryDirectory() as scratch:
        if sys.platform == "win32":
            command = [tool, "sign", "/fd", "SHA256", "/f", certificate, "/p", password]
            command += ["/tr", stamps, "/td", "SHA256"] if stamps else []
            done = subprocess.run([*command, str(file)], capture_output=True, text=True, errors="replace", check=False)
        else:
            secret, signed = Path(scratch) / "password", Path(scratch) / file.name
            secret.write_text(password, encoding="utf-8")  # not on a command line, where others could read it
            command = [tool, "sign", "-pkcs12", certificate, "-readpass", str(secret), "-h", "sha256"]
            command += ["-n", "BCU Planner", *(["-ts", stamps] if stamps else [])]
            command += ["-in", str(file), "-out", str(signed)]
            done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
            if not done.returncode:
                shutil.copyfile(signed, file)
    if done.returncode:
        said = done.stdout.replace(password, "…") if password else done.stdout
        raise Stop(f"{file.name} could not be signed: {said.strip()} {done.stderr.strip()}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
