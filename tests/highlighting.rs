//! ASN.1 in code blocks: what stands in `syntaxes/asn1.sublime-syntax` is what the program reads, and finds
//! the parts of real modules. `PLENARY_ACCEPT=1 cargo test --test highlighting` makes the dump of the syntax.

mod support;

use std::fs;
use std::path::Path;

use support::site::Site;
use syntect::parsing::{ParseState, SyntaxDefinition, SyntaxSet, SyntaxSetBuilder};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/syntaxes/");

/// A module in the manner of the directory's frameworks, with one of the multimedia standards' manner below it.
const MODULE: &str = r#"ExampleFramework {joint-iso-itu-t example(99) module(1) 2} DEFINITIONS AUTOMATIC TAGS ::=
BEGIN -- exports all -- IMPORTS Name, ATTRIBUTE FROM OtherFramework;
/* a block /* within a block */ still */
EXAMPLE ::= CLASS { &id OBJECT IDENTIFIER UNIQUE, &Type OPTIONAL } WITH SYNTAX { [TYPE &Type] ID &id }
Certificate{INTEGER:bound} ::= SIGNED { SEQUENCE {
  version  [0] Version DEFAULT v1,
  serial   INTEGER (0..MAX),--no space needed
  validity SEQUENCE SIZE (1..bound) OF UTCTime,
  note     UTF8String ("say ""yes"" -- no comment"),
  bits     BIT STRING DEFAULT '0101'B,
  ... } }
id-example OBJECT IDENTIFIER ::= {joint-iso-itu-t 99 7}
limit INTEGER ::= -32768
INTEGER-like ::= CHOICE { null NULL, sequence-of-END BOOLEAN }
END
"#;

#[test]
fn the_program_reads_the_syntax_as_it_is_written() {
    let text = fs::read_to_string(format!("{FOLDER}asn1.sublime-syntax")).expect("the syntax is there");
    let mut builder = SyntaxSetBuilder::new();
    builder.add(SyntaxDefinition::load_from_str(&text, true, None).expect("it is a syntax"));
    let written = builder.build();
    let dump = Path::new(FOLDER).join("asn1.dump");
    if std::env::var_os("PLENARY_ACCEPT").is_some() {
        syntect::dumps::dump_to_file(&written, &dump).expect("it can be written");
    }
    let read: SyntaxSet = syntect::dumps::from_dump_file(&dump).expect("the dump is there");
    // The parts of a dump stand in no order: what it does is compared.
    let does = |set: &SyntaxSet| -> Vec<String> {
        let mut state = ParseState::new(set.find_syntax_by_name("ASN.1").expect("it has a name"));
        MODULE.split_inclusive('\n').map(|line| format!("{:?}", state.parse_line(line, set).expect("it is parsed"))).collect()
    };
    assert_eq!(does(&read), does(&written));
}

#[test]
fn the_parts_of_a_module_have_their_classes() {
    let fence = |language: &str| format!("```{language}\n{MODULE}```\n");
    let page = format!("---\ntitle: Code\n---\n{}\n{}\n{}", fence("asn1"), fence("ASN.1"), fence("no-such-language"));
    let site = Site::new().file("content/pages/code.md", page);
    assert_eq!(site.build().code, Some(0));
    let page = site.public().text("code/index.html").expect("there is a page");
    let blocks: Vec<&str> = page.split("<pre ").skip(1).collect();
    let of_class = |class: &str| -> Vec<&str> {
        let open = format!("<span class=\"hl-{class}\">");
        blocks[0].split(&open).skip(1).filter_map(|rest| rest.split("</span>").next()).collect()
    };
    assert_eq!(of_class("c"), ["-- exports all --", "/* a block /* within a block */ still */", "--no space needed\n"]);
    assert_eq!(of_class("s"), ["&quot;say &quot;&quot;yes&quot;&quot; -- no comment&quot;"]);
    assert_eq!(of_class("n"), ["99", "1", "2", "0", "0", "1", "'0101'B", "99", "7", "-32768"].map(|number| number.replace('\'', "&#39;")));
    assert_eq!(of_class("e"), ["ExampleFramework", "EXAMPLE", "Certificate", "id-example", "limit", "INTEGER-like"]);
    assert_eq!(of_class("a"), ["&amp;id", "&amp;Type", "&amp;Type", "&amp;id"]);
    assert_eq!(of_class("l"), ["MAX", "NULL"]);
    let types =
        ["OBJECT IDENTIFIER", "INTEGER", "SEQUENCE", "INTEGER", "SEQUENCE", "UTCTime", "UTF8String", "BIT STRING", "OBJECT IDENTIFIER"];
    assert_eq!(of_class("b"), [&types[..], &["INTEGER", "CHOICE", "BOOLEAN"]].concat());
    for keyword in
        ["DEFINITIONS", "AUTOMATIC", "TAGS", "BEGIN", "IMPORTS", "FROM", "CLASS", "UNIQUE", "WITH", "SIZE", "OF", "DEFAULT", "END"]
    {
        assert!(of_class("k").iter().any(|span| span.split(' ').any(|word| word == keyword)), "{keyword}: {:?}", of_class("k"));
    }
    // The same under the name that the language has, and the text of a language that nobody knows.
    assert_eq!(
        blocks[1].split_once('>').map(|(_, rest)| rest),
        blocks[0].split_once('>').map(|(_, rest)| rest).map(|rest| rest.replace("language-asn1", "language-ASN.1")).as_deref()
    );
    assert!(!blocks[2].contains("<span"));
}
