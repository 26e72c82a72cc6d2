"""Whether Excel opens a workbook without offering to repair it: a written file held against Excel's own limits.

Looks at the file's parts, not at how it was made, so that a fault of the writer shows. What is looked for is what
makes Excel offer a repair or refuse: texts, names, lists and formulas that are too long, names used twice, functions
that it does not know, references to what is not there, values that are no numbers, parts that are no XML.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from io import BytesIO
from posixpath import dirname, join, normpath
from xml.parsers import expat

MOST_TEXT = 32_767
MOST_SHEET_NAME = 31
MOST_LIST = 255
MOST_FORMULA = 8_192
MOST_LITERAL = 255
MOST_NESTED = 64
MOST_LINKS = 65_530
MOST_STYLES = 64_000
MOST_FONTS = 1_024
MOST_FORMATS = 200
MOST_FOOTER = 255
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384

_NAMES = """
ABS AND COUNT COUNTA COUNTIF COUNTIFS IF IFERROR INDEX INT ISBLANK ISNUMBER MATCH MAX MIN N ROUND ROW ROWS
SUM SUMIFS SUMPRODUCT TRIM
"""
FUNCTIONS: frozenset[str] = frozenset(_NAMES.split())
"""Functions that formulas may use: all of them in Excel 2010, none volatile."""

_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_DEFINED = re.compile(r"[A-Za-z_\\][A-Za-z0-9_.\\]{0,254}")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*")
_CELL = re.compile(r'<c r="([A-Z]+)([0-9]+)"(?: s="([0-9]+)")?(?: t="([a-z]+)")?[^>]*?(?:/>|>(.*?)</c>)', re.DOTALL)
_FORMULA = re.compile(r"<f(?:\s[^>]*)?>(.*?)</f>", re.DOTALL)
_VALUE = re.compile(r"<v>(.*?)</v>", re.DOTALL)
_LITERAL = re.compile(r'"(?:[^"]|"")*"')
_CALL = re.compile(r"([A-Za-z_][A-Za-z0-9_.]*)\(")
_OTHER_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([A-Za-z_][A-Za-z0-9_.]*))!")
_NO_FIGURES = str.maketrans("", "", "0123456789")
_ATTRIBUTE = re.compile(r'([A-Za-z:]+)="([^"]*)"')


def faults_of(content: bytes) -> tuple[str, ...]:
    """What would make Excel offer a repair, a sentence each; none for a file that opens clean."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            names = package.namelist()
            parts = {name: package.read(name) for name in names}
    except (zipfile.BadZipFile, EOFError, OSError) as problem:
        return (f"it is no zip file: {problem}",)
    found = [f"the part {name} stands twice" for name, count in Counter(names).items() if count > 1]
    found += list(_not_xml(parts))
    if not found:
        texts = {name: part.decode("utf-8") for name, part in parts.items() if name.endswith((".xml", ".rels"))}
        found += list(_Book(texts, frozenset(parts)).faults())
    return tuple(found)


def _not_xml(parts: Mapping[str, bytes]) -> Iterator[str]:
    for needed in ("[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml"):
        if needed not in parts:
            yield f"the part {needed} is missing"
    for name, part in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                expat.ParserCreate().Parse(part, True)
            except expat.ExpatError as problem:
                yield f"{name} is no XML that can be read: {problem}"


class _Book:
    """The parts of a workbook that are well formed."""

    def __init__(self, texts: Mapping[str, str], parts: frozenset[str]) -> None:
        self._texts = texts
        self._parts = parts
        self._book = texts["xl/workbook.xml"]
        self._sheets = [_attributes(tag) for tag in _tags(self._book, "sheet")]
        self._names = [sheet.get("name", "") for sheet in self._sheets]
        self._known = {name.casefold() for name in self._names}
        self._shared = re.findall(r"<si>(.*?)</si>|<si/>", texts.get("xl/sharedStrings.xml", ""), re.DOTALL)
        self._formulas: dict[str, tuple[str, ...]] = {}
        self._looks = len(list(_tags(_inside(texts["xl/styles.xml"], "cellXfs"), "xf")))

    def faults(self) -> Iterator[str]:
        """Every fault found."""
        yield from self._links_of_parts()
        yield from self._sheet_names()
        yield from self._defined_names()
        yield from self._styles()
        yield from self._table_names()
        yield from (f"a text has {size} characters" for size in map(_size_of, self._shared) if size > MOST_TEXT)
        for name, text in self._texts.items():
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                yield from (f"{name}: {fault}" for fault in self._sheet(text))
            elif re.fullmatch(r"xl/comments[0-9]*\.xml", name):
                cells = [_attributes(tag).get("ref", "") for tag in _tags(text, "comment")]
                yield from (f"{name}: {cell} has two notes" for cell, n in Counter(cells).items() if n > 1)

    def _links_of_parts(self) -> Iterator[str]:
        for name, text in self._texts.items():
            if not name.endswith(".rels"):
                continue
            home = dirname(dirname(name))
            for tag in _tags(text, "Relationship"):
                link = _attributes(tag)
                target = link.get("Target", "")
                part = target.lstrip("/") if target.startswith("/") else normpath(join(home, target))
                if link.get("TargetMode") != "External" and part not in self._parts:
                    yield f"{name} points at {target}, which is not there"

    def _sheet_names(self) -> Iterator[str]:
        for name in self._names:
            if not name or len(name) > MOST_SHEET_NAME:
                yield f"the sheet name {name!r} has {len(name)} characters"
            if _SHEET_NAME.search(name) or name.startswith("'") or name.endswith("'"):
                yield f"the sheet name {name!r} holds a character that Excel does not take"
        yield from (f"the sheet name {name!r} is used twice" for name in _twice(self._names))
        if all(sheet.get("state", "visible") != "visible" for sheet in self._sheets):
            yield "no sheet is visible"

    def _defined_names(self) -> Iterator[str]:
        seen = []
        for found in re.finditer(r"<definedName ([^>]*)>(.*?)</definedName>", self._book, re.DOTALL):
            given = _attributes(found[1])
            name = given.get("name", "")
            seen.append(f"{name} of {given.get('localSheetId', 'the book')}")
            own = name.removeprefix("_xlnm.")
            if not _DEFINED.fullmatch(own) or (own == name and _LIKE_A_CELL.fullmatch(own)):
                yield f"{name!r} cannot be a defined name"
            yield from (f"the defined name {name}: {fault}" for fault in self._formula(unescape(found[2])))
        yield from (f"the defined name {name} stands twice" for name in _twice(seen))

    def _styles(self) -> Iterator[str]:
        styles = self._texts["xl/styles.xml"]
        if self._looks > MOST_STYLES:
            yield f"there are {self._looks} cell styles"
        for tag, most in (("font", MOST_FONTS), ("numFmt", MOST_FORMATS)):
            count = len(list(_tags(_inside(styles, f"{tag}s"), tag)))
            if count > most:
                yield f"there are {count} of {tag} in the styles"

    def _table_names(self) -> Iterator[str]:
        names = [_attributes(tag).get("displayName", "") for name, text in self._texts.items()
                 if name.startswith("xl/tables/") for tag in _tags(text, "table")]  # fmt: skip
        defined = [_attributes(tag).get("name", "") for tag in _tags(self._book, "definedName")]
        yield from (f"the table name {name} is used twice" for name in _twice([*names, *set(defined)])
                    if name in {one.casefold() for one in names})  # fmt: skip

    # One sheet

    def _sheet(self, text: str) -> Iterator[str]:
        yield from self._cells(text)
        yield from _overlapping("merged cells", [_attributes(t).get("ref", "") for t in _tags(text, "mergeCell")])
        yield from self._drop_downs(text)
        yield from self._hyperlinks(text)
        for footer in re.findall(r"<odd(?:Header|Footer)>(.*?)</odd", text, re.DOTALL):
            if len(unescape(footer)) > MOST_FOOTER:
                yield f"its header or footer has {len(unescape(footer))} characters"

    def _cells(self, text: str) -> Iterator[str]:
        before: tuple[int, int] = (0, 0)
        for found in _CELL.finditer(text):
            letters, digits, look, kind, inside = found.groups()
            at = (int(digits), column_number(letters))
            if at <= before:
                yield f"{letters}{digits} stands twice or out of order"
            if at[0] > MOST_ROWS or at[1] > MOST_COLUMNS:
                yield f"{letters}{digits} lies outside a sheet"
            if look and int(look) >= self._looks:
                yield f"{letters}{digits} has a style that is not there"
            before = at
            if inside:
                for fault in self._inside_cell(kind or "n", inside):
                    yield f"{letters}{digits} {fault}"

    def _inside_cell(self, kind: str, inside: str) -> Iterator[str]:
        formula, value = _FORMULA.search(inside), _VALUE.search(inside)
        shown = value[1] if value else ""
        if kind == "s" and not (shown.isdigit() and int(shown) < len(self._shared)):
            yield "points at a text that is not there"
        elif kind == "n" and shown and not _is_number(shown):
            yield f"holds {shown!r} as a number"
        elif kind == "e":
            yield f"holds the error {shown}"
        elif kind == "str" and _units(unescape(shown)) > MOST_TEXT:
            yield f"holds a text of {_units(unescape(shown))} characters"
        if formula:
            yield from self._formula(unescape(formula[1]))

    def _formula(self, formula: str) -> Iterable[str]:
        """Faults of a formula; those that differ only in figures are looked at once."""
        kind = formula.translate(_NO_FIGURES)
        if kind not in self._formulas:
            self._formulas[kind] = tuple(self._faults_of_formula(formula))
        if len(formula) > MOST_FORMULA:
            return (f"has a formula of {len(formula)} characters", *self._formulas[kind])
        return self._formulas[kind]

    def _faults_of_formula(self, formula: str) -> Iterator[str]:
        if formula.count('"') % 2:
            yield "has a formula whose quotes are not closed"
            return
        for literal in _LITERAL.findall(formula):
            if len(literal) - 2 > MOST_LITERAL:
                yield f"has a formula with a text of {len(literal) - 2} characters"
        bare = _LITERAL.sub("", formula)
        yield from _brackets(bare)
        yield from (f"uses {name}, which is not a function of every Excel" for name in _CALL.findall(bare)
                    if name not in FUNCTIONS)  # fmt: skip
        for quoted, plain in _OTHER_SHEET.findall(bare):
            name = quoted.replace("''", "'") or plain
            if name.casefold() not in self._known:
                yield f"refers to the sheet {name!r}, which is not there"
        if "#REF!" in bare:
            yield "refers to cells that are not there"

    def _drop_downs(self, text: str) -> Iterator[str]:
        ranges = []
        for found in re.finditer(r"<dataValidation ([^>]*?)(?:/>|>(.*?)</dataValidation>)", text, re.DOTALL):
            given = _attributes(found[1])
            ranges += given.get("sqref", "").split()
            for formula in re.findall(r"<formula[12]>(.*?)</formula[12]>", found[2] or "", re.DOTALL):
                listed = unescape(formula)
                if listed.startswith('"') and len(listed) - 2 > MOST_LIST:
                    yield f"a drop-down holds a list of {len(listed) - 2} characters"
            for key, most in (("promptTitle", 32), ("errorTitle", 32), ("prompt", 255), ("error", 255)):
                if _units(unescape(given.get(key, ""))) > most:
                    yield f"a drop-down's {key} has more than {most} characters"
        yield from _overlapping("limits on inputs", ranges)

    def _hyperlinks(self, text: str) -> Iterator[str]:
        links = [_attributes(tag) for tag in _tags(text, "hyperlink")]
        if len(links) > MOST_LINKS:
            yield f"there are {len(links)} links"
        for link in links:
            if "r:id" in link:  # leads to another file, and the place is one of that
                continue
            place = unescape(link.get("location", ""))
            sheet = place.rpartition("!")[0].strip("'").replace("''", "'")
            if place and sheet.casefold() not in self._known:
                yield f"a link leads to {place!r}, which is not there"


def _brackets(formula: str) -> Iterator[str]:
    depth = deepest = 0
    for sign in re.findall(r"[()]", formula):
        depth += 1 if sign == "(" else -1
        deepest = max(deepest, depth)
        if depth < 0:
            break
    if depth:
        yield "has a formula whose brackets are not closed"
    if deepest > MOST_NESTED:
        yield f"has a formula nested {deepest} deep"


def column_number(letters: str) -> int:
    """A column's number from its letters, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _tags(text: str, name: str) -> Iterator[str]:
    return (found[1] for found in re.finditer(rf"<{name}((?:\s[^>]*)?)/?>", text))


def _attributes(tag: str) -> dict[str, str]:
    return {key: unescape(value) for key, value in _ATTRIBUTE.findall(tag)}


def _inside(text: str, name: str) -> str:
    found = re.search(rf"<{name}[ >].*?</{name}>", text, re.DOTALL)
    return found[0].partition(">")[2] if found else ""


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(name.casefold() for name in names).items() if count > 1]


def _units(text: str) -> int:
    """Characters as Excel counts them."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _size_of(item: str) -> int:
    return _units("".join(unescape(text) for text in re.findall(r"<t[^>]*>(.*?)</t>", item, re.DOTALL)))


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?", text) is not None


Rectangle = tuple[int, int, int, int]


def _overlapping(what: str, ranges: list[str]) -> Iterator[str]:
    """Ranges that share a cell, found by sweeping down the rows."""
    found = sorted((_rectangle(text), text) for text in ranges if text)
    for i, (one, text) in enumerate(found):
        for other, other_text in found[i + 1 :]:
            if other[0] > one[2]:
                break
            if other[1] <= one[3] and one[1] <= other[3]:
                yield f"{what} {text} and {other_text} overlap"


def _rectangle(text: str) -> Rectangle:
    """Top, left, bottom, right of a range such as B2:D9."""
    first, _, last = text.replace("$", "").partition(":")
    top, left = _position(first)
    bottom, right = _position(last or first)
    return top, left, bottom, right


def _position(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), column_number(letters)
