//! Tables of a bill, and what is laid over them, made from the bytes of an input.
//!
//! The first byte says what the others are: a file of some form, the parts of a workbook around
//! which an archive is put, or declarations, rates or a mapping for a bill that is in order. The
//! second says how the bill is read.

use std::io::{Cursor, Write};

use safe_eligibility::model::day::Day;
use safe_eligibility::{Law, assess};
use safe_intake::gather::{
    DocumentInput, Files, Gathered, MappingInput, ProductBill, guess_mapping, read_mapping,
};
use safe_intake::{Diagnostic, Documents, InputFile, gather, read_document, write_document};
use zip::write::SimpleFileOptions;

use crate::{AS_OF, check_default, check_message, check_written};

/// What stands between the parts of a workbook; no XML has it.
pub const BETWEEN_PARTS: &[u8] = b"\x1e\x1e\n";

/// Makes an archive of the parts of a workbook, a part that is left out being the one of the
/// seeds.
type Pack = fn(&[&[u8]]) -> Vec<u8>;

enum Form {
    /// The bill, as a file of that name.
    File(&'static str),
    /// The parts of a workbook.
    Parts(&'static str, Pack),
    Origins,
    Rates,
    Mapping,
}

const FORMS: [Form; 15] = [
    Form::File("bom.csv"),
    Form::File("bom.tsv"),
    Form::File("bom.xlsx"),
    Form::File("bom.xlsb"),
    Form::File("bom.xls"),
    Form::File("bom.ods"),
    Form::File("bom.cdx.json"),
    Form::Parts("bom.xlsx", xlsx),
    Form::Parts("bom.xlsb", xlsb),
    Form::Parts("bom.ods", ods),
    Form::Origins,
    Form::Rates,
    Form::Mapping,
    Form::File("bom.json"),
    Form::File("bom.jsonl"),
];

/// The numbers of the forms in JSON: CycloneDX, and rows in a list or one a line.
pub const JSON: [u8; 3] = [6, 13, 14];

const LEVELS: &str = "[shape]\nkind = \"levels\"\n[columns]\nid = \"Part\"\nlevel = \"Level\"\n\
    quantity = \"Qty\"\nunit_cost = \"Unit cost\"\norigin = \"Origin\"\nsupplier = \"Supplier\"\n\
    currency = \"Currency\"\n";

/// Mappings under which a bill is read; an empty one is guessed.
const MAPPINGS: [&str; 7] = [
    "",
    LEVELS,
    "[table]\nheader = false\nhidden = \"skip\"\nmerged = \"repeat\"\ndecimal_mark = \",\"\n\
     thousands_mark = \".\"\n[shape]\nkind = \"dotted\"\nassembly_costs = \"children\"\n[columns]\n\
     level = 1\nid = 2\nquantity = 3\nunit_cost = 4\norigin = 5\nsourced_from = 6\n\
     [constants]\ncurrency = \"EUR\"\nquantity = \"1\"\n",
    "[table]\nfill_down = [\"Part\"]\nskip_where = [{ column = \"Part\", contains = \"sub\" }]\n\
     [shape]\nkind = \"indented\"\n[columns]\nid = \"Part\"\nlevel = \"Part\"\nquantity = \"Qty\"\n\
     unit = \"Unit\"\npack_size = \"Origin\"\npack_price = \"Unit cost\"\n[constants]\n\
     currency = \"EUR\"\nunit = \"m\"\npack_size = \"7\"\n[units]\nm = \"1\"\nkm = \"1000\"\n[packs]\n\
     quantity_in = \"packs\"\n",
    "[shape]\nkind = \"edges\"\neffective = \"open\"\nempty_parent = \"end-product\"\n[columns]\n\
     id = \"Component\"\nparent = \"Assembly\"\nquantity = \"Qty\"\nvalid_from = \"valid from\"\n\
     valid_until = \"valid until\"\n[parts]\nfile = \"parts.tsv\"\n[parts.columns]\nid = \"Part\"\n\
     description = \"Description\"\nunit_cost = \"Unit cost\"\ncurrency = \"Currency\"\n\
     origin = \"Origin\"\n",
    "[table]\nheader_row = 1\n[shape]\nkind = \"multiplier\"\n[columns]\nparent = 1\nid = 2\n\
     quantity = 3\nmultiplier = 4\nunit_cost_least = 5\nunit_cost_most = 6\n",
    "[parts]\n[parts.table]\nsheet = 2\n[parts.columns]\nid = \"A\"\nsupplier = \"B\"\n\
     [columns]\nid = \"A\"\nquantity = \"B\"\nunit_cost = \"C\"\ncurrency = \"D\"\n\
     manufacturer = \"E\"\nsupplier = \"F\"\n",
];

const DOCUMENT: &[u8] = br#"{ "format": "safe-procurement/1", "id": "A",
    "contractors": [{ "id": "prime", "name": "Example Missiles" }],
    "subcontractors": [{ "id": "sub 2" }], "end_products": [{ "id": "missile" }] }"#;

/// Gathers a procurement of an input, and answers for what comes out.
pub fn answer_table(input: &[u8], law: &Law) {
    let Some(([form, way], content)) = input.split_first_chunk::<2>() else { return };
    let Some(form) = FORMS.get(usize::from(*form) % FORMS.len()) else { return };
    let built;
    let mut bill = InputFile { name: "levels.csv", bytes: include_bytes!("../seeds/levels.csv") };
    let mut mapping =
        format!("format = \"safe-mapping/1\"\n{}", MAPPINGS[usize::from(*way) % MAPPINGS.len()]);
    let mut is_guessed = usize::from(*way) % MAPPINGS.len() == 0;
    let mut files = Files::on(Day::parse(AS_OF).expect("a day"));
    files.detailed = way & 0x80 != 0;
    match form {
        Form::File(name) => bill = InputFile { name, bytes: content },
        Form::Parts(name, pack) => {
            built = pack(&parts(content));
            bill = InputFile { name, bytes: &built };
        }
        Form::Origins => files.origins = vec![InputFile { name: "origins.csv", bytes: content }],
        Form::Rates => files.rates = vec![InputFile { name: "rates.csv", bytes: content }],
        Form::Mapping => {
            mapping = String::from_utf8_lossy(content).into_owned();
            is_guessed = false;
        }
    }
    let mapping = InputFile { name: "bom.map.toml", bytes: mapping.as_bytes() };
    let read = if is_guessed {
        check_guess(&bill);
        None
    } else {
        match read_mapping(&mapping) {
            Ok(read) => Some(read),
            Err(problems) => {
                assert!(matches!(form, Form::Mapping), "a mapping of ours is in order");
                return check_diagnostics(&problems);
            }
        }
    };
    files.mapping = read.as_ref().map(|read| MappingInput { file: mapping, mapping: read });
    files.parts =
        vec![InputFile { name: "parts.tsv", bytes: include_bytes!("../seeds/parts.tsv") }];
    files.bills = vec![ProductBill { product: "missile", files: vec![bill] }];
    let text = Documents::in_json(DOCUMENT).next().expect("a document");
    if way & 0x40 == 0 {
        files.document = Some(DocumentInput { text: &text, file: "a.json", input: "a.json" });
    }
    match gather(&files) {
        Ok(gathered) => check_gathered(&gathered, law, content.len() % 4 == 0),
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a problem");
            check_diagnostics(&problems);
        }
    }
}

/// What must hold of a guess: it is written as a mapping that reads back.
fn check_guess(bill: &InputFile<'_>) {
    match guess_mapping(&[*bill]) {
        Ok(guess) => {
            let text = InputFile { name: "guess.toml", bytes: guess.text.as_bytes() };
            let again = read_mapping(&text).expect("a guess reads back");
            assert_eq!(again, guess.mapping, "{}", guess.text);
        }
        Err(problems) => check_diagnostics(&problems),
    }
}

fn check_gathered(gathered: &Gathered<'_>, law: &Law, in_every_form: bool) {
    check_diagnostics(gathered.provenance.remarks());
    gathered.guessed.iter().for_each(|guess| check_message(&guess.said().to_string()));
    let mut written = Vec::new();
    write_document(&gathered.procurement, &mut written).expect("memory can be written");
    let again = read_document(&written).expect("what is gathered is a document");
    let mut twice = Vec::new();
    write_document(&again, &mut twice).expect("memory can be written");
    assert_eq!(written, twice);
    match assess(&gathered.procurement, law) {
        Ok(assessment) => {
            let assessment = assessment.with_sources(&gathered.provenance);
            if in_every_form { check_written(&assessment) } else { check_default(&assessment) }
        }
        Err(error) => check_message(&error.to_string()),
    }
}

fn check_diagnostics(diagnostics: &[Diagnostic]) {
    for one in diagnostics {
        check_message(&one.to_string());
        one.help.iter().for_each(|help| check_message(help));
    }
}

fn parts(content: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = content;
    let between =
        |rest: &[u8]| rest.windows(BETWEEN_PARTS.len()).position(|at| at == BETWEEN_PARTS);
    while let Some(at) = between(rest) {
        parts.push(&rest[..at]);
        rest = &rest[at + BETWEEN_PARTS.len()..];
    }
    parts.push(rest);
    parts
}

fn xlsx(parts: &[&[u8]]) -> Vec<u8> {
    let own: [(&str, &[u8]); 5] = [
        ("xl/worksheets/sheet1.xml", include_bytes!("../seeds/sheet.xml")),
        ("xl/sharedStrings.xml", include_bytes!("../seeds/strings.xml")),
        ("xl/styles.xml", include_bytes!("../seeds/styles.xml")),
        ("xl/workbook.xml", include_bytes!("../seeds/workbook.xml")),
        (
            "xl/_rels/workbook.xml.rels",
            b"<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
    ];
    archive(&own, parts)
}

fn xlsb(parts: &[&[u8]]) -> Vec<u8> {
    let own: [(&str, &[u8]); 5] = [
        ("xl/worksheets/sheet1.bin", b"\x91\x01\0\x92\x01\0"),
        ("xl/sharedStrings.bin", b"\x13\x0f\0\x05\0\0\0P\0a\0r\0t\0s\0"),
        ("xl/styles.bin", b"\xe9\x04\0\x2f\x04\0\0\x0e\0\xea\x04\0"),
        (
            "xl/workbook.bin",
            b"\x9c\x01\x1a\0\0\0\0\x01\0\0\0\x04\0\0\0r\0I\0d\x001\0\x01\0\0\0B\0",
        ),
        (
            "xl/_rels/workbook.bin.rels",
            b"<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.bin\"/></Relationships>",
        ),
    ];
    archive(&own, parts)
}

fn ods(parts: &[&[u8]]) -> Vec<u8> {
    archive(&[("content.xml", include_bytes!("../seeds/content.xml"))], parts)
}

/// An archive of files that are not folded, so that a change of the input is one of the content.
fn archive(own: &[(&str, &[u8])], parts: &[&[u8]]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (at, (name, content)) in own.iter().enumerate() {
        let content = parts.get(at).copied().filter(|part| !part.is_empty()).unwrap_or(content);
        writer.start_file(*name, stored).expect("memory can be written");
        writer.write_all(content).expect("memory can be written");
    }
    writer.finish().expect("memory can be written").into_inner()
}
