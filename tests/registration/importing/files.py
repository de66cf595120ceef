"""Files as people send them, good and evil, made when they are needed."""

import io
import zipfile

from openpyxl import Workbook

HEADER = "id,family_name,given_name,native_name,category,delegation,role,email,mode"
PEOPLE = (
    "R001,KOUASSI,Adjoua,,member,CI,head,adjoua.kouassi@customs-ci.example,online",
    "R002,PEETERS,Marie-Hélène,,member,BE,alternate,mh.peeters@customs-be.example,onsite",
    "R003,WANG,Xiaoming,王小明,member,China,delegate,xm.wang@customs-cn.example,online",
    "R004,O'CONNOR-MÜLLER,Zoë,,observer_igo,Example IGO,observer,zoe.om@igo.example,online",
    "R005,SMITH,John,,private_sector,Example Brands plc,observer,jsmith@brands.example,online",
    "R006,KIM,Min-jun,김민준,rilo,RILO Western Europe,observer,mj.kim@rilo.example,online",
    "R007,ROSSI,Carla,,secretariat,Secretariat,secretariat,carla.rossi@secretariat.example,room",
)
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORKBOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def csv(*rows: str, header: str = HEADER) -> bytes:
    """A CSV file in UTF-8."""
    return "".join(f"{row}\r\n" for row in (header, *rows)).encode()


def xlsx(*rows: tuple[str | float, ...], above: int = 0) -> bytes:
    """A workbook as Excel would save it, with so many empty rows above."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, 1 + above):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def handmade(sheet: str, *, workbook: str = _WORKBOOK, more: dict[str, str] | None = None) -> bytes:
    """A workbook whose one sheet has that XML, packed as tightly as zip can."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'{_RELATIONS}<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": f'{_RELATIONS}<Relationship Id="rId1" Type="{_OFFICE}/worksheet"'
        ' Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": strings(""),
        "xl/worksheets/sheet1.xml": sheet,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in (parts | (more or {})).items():
            archive.writestr(name, text)
    return file.getvalue()


def sheet(rows: str, *, prolog: str = "") -> str:
    """The XML of a sheet with these rows."""
    return f'<?xml version="1.0"?>{prolog}<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>'


def strings(items: str) -> str:
    """The XML of the texts that cells share."""
    return f'<?xml version="1.0"?><sst xmlns="{_SHEET}">{items}</sst>'


def cell(place: str, text: str) -> str:
    """A row with one cell."""
    row = "".join(filter(str.isdigit, place))
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def laughing() -> bytes:
    """A billion laughs: one entity that is ten of the next, nine times over."""
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return handmade(sheet(cell("A1", "&a9;"), prolog=f"<!DOCTYPE worksheet [{entities}]>"))


def swollen(megabytes: int) -> bytes:
    """So many megabytes of XML, in some hundred kilobytes."""
    return handmade(sheet(f"<row>{'<c/>' * (megabytes * 1024 * 1024 // 4)}</row>"))


def matryoshka() -> bytes:
    """A workbook with a thousand parts."""
    return handmade(sheet(cell("A1", "x")), more={f"xl/media/{number}.xml": "x" for number in range(1000)})


def old_excel() -> bytes:
    """The beginning of an .xls."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096)


def with_password() -> bytes:
    """A workbook with a password: a container that holds the encrypted package."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2048) + "EncryptedPackage".encode("utf-16-le") + bytes(2048)
