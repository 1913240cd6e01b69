//! The same three people as many programs write them, and what broken files do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "roster/reading.rs"]
#[allow(dead_code)]
mod reading;

use jiff::civil::Date;
use proptest::prelude::*;
use reading::propose_file;
use training_ledger::interchange::xlsx::write::PackageWriter;
use training_ledger::model::id::IdSource;
use training_ledger::model::ledger::Ledger;

const TODAY: Date = Date::constant(2026, 12, 31);
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT: &str = "http://purl.oclc.org/ooxml/spreadsheetml/main";
const STRICT_LINKS: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";

/// Heading and people; dates are replaced where a case has another form of them.
const ROWS: [[&str; 5]; 4] = [
    ["姓名", "性别", "出生年月", "最高学历", "单位"],
    ["王芳", "女", "1985-06", "大学", "云岭县市场监督管理局城关市场监督管理所"],
    ["张䶮", "男", "1980-10", "大专", "云岭县市场监督管理局城关市场监督管理所"],
    ["李强", "男", "1977-12", "研究生", "云岭县市场监督管理局双河市场监督管理所"],
];

fn ledger() -> Ledger {
    Ledger::new("云岭县市场监督管理局".into(), 2026, &mut IdSource::new([1; 16]))
}

/// People as understood: name, sex, month of birth, schooling, office.
fn people(bytes: &[u8], name: &str) -> Result<Vec<String>, String> {
    let ledger = ledger();
    let proposal = propose_file(bytes, name, &ledger, TODAY).map_err(|error| error.to_string())?;
    if let Some(problem) = proposal.problems().next() {
        return Err(format!("{problem:?}"));
    }
    let office = |id| proposal.offices.iter().find(|office| Some(office.id) == id);
    let person = |row: &training_ledger::interchange::roster::proposal::ProposedRow| {
        let draft = &row.draft;
        format!(
            "{} {:?} {} {} {}",
            draft.name,
            draft.sex.unwrap(),
            &draft.birth.unwrap().to_string()[..7],
            draft.full_time.as_ref().unwrap().code,
            office(row.office).unwrap().name.trim_start_matches("云岭县市场监督管理局"),
        )
    };
    Ok(proposal.rows.iter().map(person).collect())
}

#[track_caller]
fn same(case: &str, bytes: &[u8], name: &str) {
    let expected = [
        "王芳 Female 1985-06 21 城关市场监督管理所",
        "张䶮 Male 1980-10 31 城关市场监督管理所",
        "李强 Male 1977-12 14 双河市场监督管理所",
    ];
    assert_eq!(people(bytes, name), Ok(expected.map(str::to_owned).to_vec()), "{case}");
}

/// Rows of cells, each made by `cell` from its place and text.
fn rows(cell: impl Fn(usize, usize, &str) -> String) -> String {
    let rows = ROWS.iter().enumerate().map(|(row, texts)| {
        let cells = texts.iter().enumerate().map(|(column, text)| cell(row, column, text));
        format!("<row>{}</row>", cells.collect::<String>())
    });
    rows.collect()
}

fn inline(_: usize, _: usize, text: &str) -> String {
    format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// A workbook by its parts.
struct Book {
    book: String,
    links: String,
    sheet: String,
    book_part: &'static str,
    sheet_part: &'static str,
    more: Vec<(&'static str, String)>,
}

impl Book {
    fn new(rows: &str) -> Self {
        Self {
            book: format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><workbookPr/><sheets>\
                 <sheet name=\"名册\" sheetId=\"7\" r:id=\"rId1\"/></sheets></workbook>"
            ),
            links: format!(
                "<Relationships><Relationship Id=\"rId1\" Type=\"{LINKS}/worksheet\" \
                 Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
            sheet: format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"),
            book_part: "xl/workbook.xml",
            sheet_part: "xl/worksheets/sheet1.xml",
            more: Vec::new(),
        }
    }

    fn with(mut self, part: &'static str, xml: impl Into<String>) -> Self {
        self.more.push((part, xml.into()));
        self
    }

    /// Changes every XML text.
    fn map(mut self, change: impl Fn(&str) -> String) -> Self {
        self.book = change(&self.book);
        self.links = change(&self.links);
        self.sheet = change(&self.sheet);
        self
    }

    fn encoded(&self, encode: impl Fn(&str) -> Vec<u8>) -> Vec<u8> {
        let mut package = PackageWriter::default();
        let root = format!(
            "<Relationships><Relationship Id=\"a\" Type=\"{LINKS}/officeDocument\" \
             Target=\"{}\"/></Relationships>",
            self.book_part
        );
        package.add("_rels/.rels", &encode(&root));
        package.add(self.book_part, &encode(&self.book));
        let (folder, file) = self.book_part.rsplit_once('/').unwrap_or(("", self.book_part));
        let links = format!("{folder}/_rels/{file}.rels");
        package.add(links.trim_start_matches('/'), &encode(&self.links));
        package.add(self.sheet_part, &encode(&self.sheet));
        for (part, xml) in &self.more {
            package.add(part, &encode(xml));
        }
        package.finish()
    }

    fn bytes(&self) -> Vec<u8> {
        self.encoded(|xml| xml.as_bytes().to_vec())
    }
}

#[test]
fn workbooks_of_every_make_give_the_same_people() {
    let plain = || Book::new(&rows(inline));
    same("no references", &plain().bytes(), "a.xlsx");
    same("a byte order mark", &plain().encoded(|xml| format!("\u{FEFF}{xml}").into()), "");
    let utf16 = |xml: &str| {
        let units = format!("\u{FEFF}{xml}");
        units.encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    same("UTF-16", &plain().encoded(utf16), "");
    let strict = |xml: &str| xml.replace(MAIN, STRICT).replace(LINKS, STRICT_LINKS);
    same("strict", &plain().map(strict).bytes(), "");
    let prefixed = |xml: &str| {
        let mut xml = xml.replace("xmlns=", "xmlns:x=");
        for name in ["workbook", "sheet", "row", "c ", "c>", "is", "t>"] {
            xml = xml.replace(&format!("<{name}"), &format!("<x:{name}"));
            xml = xml.replace(&format!("</{name}"), &format!("</x:{name}"));
        }
        xml.replace("r:id", "d3p1:id").replace("xmlns:r", "xmlns:d3p1")
    };
    let mut book = plain().map(prefixed);
    book.links = plain().links;
    same("prefixes", &book.bytes(), "");
    let mut book = plain();
    book.links = book.links.replace("worksheets/sheet1.xml", "/Data\\A.xml");
    (book.book_part, book.sheet_part) = ("book.xml", "data/a.xml");
    same("odd parts", &book.bytes(), "");
    let mut book = plain();
    book.links = String::new();
    same("no relationships", &book.bytes(), "");
    let mut book = plain();
    book.sheet = book.sheet.replace('"', "'").replace("<c ", "<!-- <row> --><c\n ");
    same("comments and other quotes", &book.bytes(), "");
    let mut book = plain();
    let more = "</sheetData><extLst><x14:row/><x14:c r=\"A1\"><xm:f>1</xm:f></x14:c></extLst>";
    book.sheet = book.sheet.replace("</sheetData>", more);
    same("extensions", &book.bytes(), "");
}

#[test]
fn shared_texts_dates_and_formulas_give_the_same_people() {
    let shared = Book::new(&rows(|row, column, _| {
        let letter = char::from(b'C' + u8::try_from(column).unwrap());
        format!("<c r=\"{letter}{}\" t=\"s\"><v>{}</v></c>", row + 3, row * 5 + column)
    }));
    let texts = ROWS.as_flattened().iter().map(|text| {
        let (first, rest) = text.split_at(text.char_indices().nth(1).map_or(0, |(at, _)| at));
        format!(
            "<si><r><rPr><b/></rPr><t><![CDATA[{first}]]></t></r><r><t xml:space=\"preserve\">{rest} \
             </t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh><phoneticPr fontId=\"1\"/></si>"
        )
    });
    let texts =
        format!("<sst count=\"9\" uniqueCount=\"4000000000\">{}</sst>", texts.collect::<String>());
    // Without a relationship it is found where Excel would put it.
    same("shared", &shared.with("xl/sharedStrings.xml", texts).bytes(), "");

    let dated = |cell: fn(i64) -> String| {
        rows(|row, column, text| {
            if row == 0 || column != 2 {
                return inline(row, column, text);
            }
            let first: Date = format!("{text}-01").parse().unwrap();
            let days = first.since(Date::constant(1899, 12, 30)).unwrap().get_days();
            cell(i64::from(days))
        })
    };
    let month = "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;;@\"/>\
        </numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"176\"/></cellXfs></styleSheet>";
    let book = Book::new(&dated(|days| format!("<c s=\"1\"><v>{days}</v></c>")));
    same("dates", &book.with("xl/styles.xml", month).bytes(), "");
    let mut book = Book::new(&dated(|days| format!("<c s=\"1\"><v>{}</v></c>", days - 1462)));
    book.book = book.book.replace("<workbookPr/>", "<workbookPr date1904=\"1\"/>");
    same("dates of 1904", &book.with("xl/styles.xml", month).bytes(), "");
    let book = Book::new(&dated(|days| format!("<c><v>{days}.5</v></c>")));
    same("day numbers without a format", &book.bytes(), "");
    let iso = rows(|row, column, text| match (row, column) {
        (1.., 2) => format!("<c t=\"d\"><v>{text}-01T00:00:00Z</v></c>"),
        (1.., 0) => format!("<c t=\"str\"><f>A1</f><v>{text}</v></c>"),
        _ => inline(row, column, text),
    });
    same("dates as texts, formulas", &Book::new(&iso).bytes(), "");
    let numbers = rows(|row, column, text| match (row, column) {
        (1.., 2) => format!("<c><v>{}</v></c>", text.replace("-10", "-1").replace('-', ".")),
        _ => inline(row, column, text),
    });
    let mut book = Book::new(&numbers);
    book.sheet = book.sheet.replace("1985.06", "1985.0599999999999");
    same("1980.10 as a number", &book.bytes(), "");
}

/// The rows with a mark between the cells.
fn text(delimiter: &str) -> String {
    ROWS.iter().map(|row| row.join(delimiter) + "\r\n").collect()
}

#[test]
fn texts_of_every_kind_give_the_same_people() {
    for delimiter in [",", "\t", ";", "|", "，"] {
        same(delimiter, text(delimiter).as_bytes(), "a.csv");
    }
    let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    same("GB 18030 with four bytes", &gb(&text(",")), "a.csv");
    let unicode: Vec<u8> =
        format!("\u{FEFF}{}", text("\t")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    same("Unicode text", &unicode, "a.txt");
    let quoted = text(",").replace("王芳", "=\"王芳\"").replace("大专", "\"大专\n\"");
    same("formulas around texts", quoted.as_bytes(), "a.csv");
    let table: String = text("</td><td>")
        .lines()
        .map(|line| format!("<TR><td x:str style='mso-number-format:\"\\@\"'>{line}</tr>"))
        .collect();
    let page =
        format!("<html><style>td{{}}</style><table><tr><td colspan=5>花名册</td>{table}</table>");
    same("a web page", &gb(&page), "a.xls");
    let cells = text("</Data></Cell><Cell><Data ss:Type=\"String\">")
        .replace("\r\n", "</Data></Cell></Row><Row><Cell><Data ss:Type=\"String\">");
    let book = format!(
        "<?xml version=\"1.0\"?><Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet \
         ss:Name=\"a\"><Table><Row><Cell><Data ss:Type=\"String\">{cells}</Data></Cell></Row></Table></Worksheet></Workbook>"
    );
    same("XML Spreadsheet 2003", book.as_bytes(), "a.xls");
}

#[test]
fn layouts_of_every_office_give_the_same_people() {
    let (full, short) = ("云岭县市场监督管理局", "市场监督管理所");
    let people = |from: usize, to: usize| -> String {
        ROWS[from..to].iter().map(|row| row[..4].join(",") + "\n").collect()
    };
    let head = ROWS[0][..4].join(",");
    for (case, text) in [
        (
            "sections",
            format!(
                "花名册\n{head}\n一、{full}城关{short}（2人）\n{}小计,2人\n2.{full}双河{short}:\n{}合计,3人\n填表人：,,审核人：\n",
                people(1, 3),
                people(3, 4)
            ),
        ),
        (
            "offices with positions",
            format!(
                "工作单位及职务,{head}\n{full}城关{short}所长,{}\n{full}城关{short}副所长,{}\n{full}双河{short}一级主任科员,{}\n",
                people(1, 2).trim(),
                people(2, 3).trim(),
                people(3, 4).trim()
            ),
        ),
        (
            "headings by guess",
            text(",").replace(
                "姓名,性别,出生年月,最高学历,单位",
                "人员姓名情况,性别情况,出生情况,学历情况栏,现在单位情况",
            ),
        ),
        (
            "sums and blanks under the people",
            text(",") + "全局合计,2,4,1\n5,占比,62%,,\n无,无,,,\n-,-,-,-,-\n总计：3人,,,,\n",
        ),
        (
            "two rows of headings",
            text(",")
                .replace("姓名,", "基本情况,,,,\n姓名,")
                .replace("最高学历", "学历\u{3000}层次"),
        ),
        (
            "dates of all kinds",
            text(",")
                .replace("1985-06", "85.6")
                .replace("1980-10", "一九八〇年十月")
                .replace("1977-12", "１９７７．１２（49岁）"),
        ),
    ] {
        same(case, text.as_bytes(), "a.csv");
    }
}

#[test]
fn what_is_no_roster_is_refused_in_words() {
    for (bytes, name) in [
        (b"%PDF-1.7".to_vec(), "a.pdf"),
        (b"ID;PWXL".to_vec(), "a.slk"),
        (b"MIME-Version: 1.0\r\n".to_vec(), "a.xls"),
        ("<html>没有表格</html>".into(), "a.xls"),
        ("<office:document xmlns:office=\"x\"/>".into(), "a.fods"),
        ("今天天气很好。\n明天也好。".into(), "a.txt"),
        (vec![0, 1, 2, 3, 0, 0], "a.xlsx"),
        (Vec::new(), "a.csv"),
    ] {
        assert!(people(&bytes, name).is_err(), "{name}");
    }
}

#[test]
fn small_files_that_unfold_are_refused() {
    // A long text that a million cells name.
    let cell = "<c t=\"s\"><v>0</v></c>".repeat(100);
    let rows = format!("<row>{cell}</row>").repeat(2_000);
    let texts = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(10_000));
    let book = Book::new(&rows).with("xl/sharedStrings.xml", texts);
    assert!(people(&book.bytes(), "a.xlsx").is_err());
    // Cells that span everything.
    let page = format!("<table>{}</table>", "<tr><td rowspan=99999 colspan=99999>x".repeat(2_000));
    assert!(people(page.as_bytes(), "a.xls").is_err());
    let page = "<table><tr><td>x</table>".repeat(20_000);
    assert!(people(page.as_bytes(), "a.xls").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 150,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Whatever is cut out, put in or changed: an answer and never a panic.
    #[test]
    fn mangled_texts_are_read_or_refused(
        kind in 0..4_usize,
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..12_usize), 1..8),
    ) {
        let tokens = ["<", ">", "\"", "</c>", "<row r=\"99\">", "<c r=\"ZZ1\" t=\"s\"><v>5</v>", "&#x110000;",
            "]]>", "<![CDATA[", "\u{FEFF}", "99999999999", "<td rowspan=7>"];
        let mut source = match kind {
            0 => Book::new(&rows(inline)).sheet,
            1 => format!("<table><tr><td>{}</table>", text("<td>").replace("\r\n", "<tr><td>")),
            2 => format!("<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet><Table>{}",
                rows(|_, _, text| format!("<Cell><Data>{text}</Data></Cell>")).replace("row>", "Row>")),
            _ => text(","),
        };
        for (at, token) in edits {
            let mut at = at.index(source.len());
            while !source.is_char_boundary(at) {
                at -= 1;
            }
            if token % 3 == 0 {
                source.truncate(at);
            }
            source.insert_str(at, tokens[token]);
        }
        if kind == 0 {
            let mut book = Book::new("");
            book.sheet = source;
            let bytes = book.bytes();
            let _ = propose_file(&bytes, "a.xlsx", &ledger(), TODAY);
            let _ = propose_file(&bytes[..bytes.len() * 2 / 3], "a.xlsx", &ledger(), TODAY);
        } else {
            let _ = propose_file(source.as_bytes(), "a.csv", &ledger(), TODAY);
        }
    }
}
