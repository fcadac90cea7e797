//! The tutorial, word for word: what it tells the reader to type is typed, the files that it shows are written, and what it
//! says the program answers is compared.
//!
//! In `docs/tutorial.md` a block `console` holds commands after `$ `, each with its answer below; any other block is the whole
//! text of the file that the sentence before it names last. "Mend line 4, so that it says `…`" changes a line of that file.
//! `PLENARY_ACCEPT=1 cargo test --test tutorial` writes the answers that came into it; read them before you keep them.

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use scraper::Html;
use support::site::{PLENARY, Site};
use support::{difference, page, run};

/// The day that the tutorial is read on, in seconds since 1970: the one of its letter.
const ITS_DAY: &str = "1800403200";
/// Far longer than a preview takes to answer.
const LIMIT: Duration = Duration::from_secs(60);
/// How many commands the way from nothing to a published page may take.
const MOST_COMMANDS: usize = 9;

/// What a reader does.
enum Step {
    /// Types a command and reads the answer.
    Type { command: String, answer: String },
    /// Puts a text in the place of a file.
    Write { file: String, text: String },
    /// Changes a line, counted from 1, of the file written last.
    Mend { line: usize, text: String },
}

#[test]
fn the_tutorial_leads_to_a_published_page_as_it_says() {
    let site = Site::empty();
    let mut reader = Reader { folder: site.root(), file: PathBuf::new(), site: &site };
    let steps = steps();
    for step in &steps {
        reader.take(step);
    }
    let commands = steps.iter().filter(|step| matches!(step, Step::Type { .. })).count();
    assert!((5..=MOST_COMMANDS).contains(&commands), "{commands} commands");
    assert!(
        said().contains(&format!("a terminal, {} commands", in_words(commands))),
        "it begins with the number of its commands, {commands}"
    );
    let text = |page: &str| {
        let html = std::fs::read_to_string(site.path(page)).unwrap_or_else(|error| panic!("{page}: {error}"));
        page::text_of(Html::parse_document(&html).root_element())
    };
    let group = text("www/groups/fg-xx/index.html");
    for shown in
        ["Focus Group on examples", "First meeting", "Geneva", "Switzerland", "TSB Circular 12", "9–11 March 2027", "Contributions"]
    {
        assert!(group.contains(shown), "the page of the group lacks `{shown}`:\n{group}");
    }
    assert!(text("www/circulars/tsb-circular-12/index.html").contains("takes place in Geneva"));
    assert!(text("www/study-groups/tsag/index.html").contains("FG-XX"));
}

struct Reader<'s> {
    site: &'s Site,
    /// The folder that the terminal is in.
    folder: PathBuf,
    /// The file written last.
    file: PathBuf,
}

impl Reader<'_> {
    fn take(&mut self, step: &Step) {
        match step {
            Step::Type { command, answer } => {
                if let Some(folder) = command.strip_prefix("cd ") {
                    self.folder.push(folder);
                    assert!(self.folder.is_dir(), "{command}: there is no such folder");
                }
                let came = run::without_time(&if command == "plenary serve" { self.preview(answer) } else { self.run(command) });
                let difference = difference::of(&run::without_time(answer), &came);
                if difference.is_some() && std::env::var_os("PLENARY_ACCEPT").is_some() {
                    let block = |answer: &str| format!("\n$ {command}\n{answer}");
                    let tutorial = said().replacen(&block(answer), &block(&came), 1);
                    std::fs::write(docs().join("tutorial.md"), tutorial).expect("it can be written");
                } else if let Some(difference) = difference {
                    panic!("`{command}` answers something else\n{difference}");
                }
            }
            Step::Write { file, text } => {
                self.file = self.folder.join(file);
                assert!(self.file.is_file(), "{file} is not there to be changed");
                std::fs::write(&self.file, text).expect("it can be written");
            }
            Step::Mend { line, text } => {
                let old = std::fs::read_to_string(&self.file).expect("it was written");
                let mut lines: Vec<&str> = old.lines().collect();
                assert_ne!(lines[line - 1], text, "line {line} says so already");
                lines[line - 1] = text;
                std::fs::write(&self.file, lines.join("\n") + "\n").expect("it can be written");
            }
        }
    }

    /// Runs a line in a shell that knows the program; what it says on both streams.
    fn run(&self, command: &str) -> String {
        run::run(&mut self.shell(if command.starts_with("cd ") { ":" } else { command })).stdout
    }

    /// Looks at the page of the group in the preview, and stops it; what it said, with the port as if it were the usual one.
    fn preview(&self, answer: &str) -> String {
        let mut child = run::start(&mut self.shell("exec plenary serve"));
        let (send, lines) = mpsc::channel();
        let said = BufReader::new(child.stdout.take().expect("it speaks to us"));
        std::thread::spawn(move || said.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        let lines: Vec<String> = answer.lines().map_while(|_| lines.recv_timeout(LIMIT).ok()).collect();
        let address = lines.first().and_then(|line| line.strip_prefix("http://")).and_then(|line| line.strip_suffix('/'));
        let page = address.map(|address| (address, get(address, "/groups/fg-xx/")));
        child.kill().and_then(|()| child.wait()).expect("a child can be ended");
        let (address, page) = page.unwrap_or_else(|| panic!("the preview names no address: {lines:?}"));
        assert!(page.starts_with("HTTP/1.1 200 ") && page.contains("First meeting"), "{page}");
        lines.join("\n").replace(address, "127.0.0.1:1313") + "\n"
    }

    fn shell(&self, command: &str) -> Command {
        let programs = Path::new(PLENARY).parent().expect("a program lies in a folder");
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("exec 2>&1\n{command}")]).current_dir(&self.folder);
        shell.env_clear().env("HOME", self.site.beside("home")).env("SOURCE_DATE_EPOCH", ITS_DAY);
        shell.env("PATH", format!("{}:/usr/bin:/bin", programs.display()));
        shell
    }
}

/// What a server answers when it is asked for a page.
fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the preview listens");
    stream.set_read_timeout(Some(LIMIT)).expect("a time can be set");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").expect("it hears");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers in UTF-8");
    answer
}

/// The steps of the tutorial, in their order.
fn steps() -> Vec<Step> {
    let tutorial = said();
    let mut steps = Vec::new();
    // What stands between two blocks, with the names in back-ticks.
    let (mut before, mut names, mut language) = (String::new(), Vec::new(), None);
    for event in Parser::new(&tutorial) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                steps.extend(mended(&before, &names));
                language = Some(info.into_string());
            }
            Event::Text(text) => match language.as_deref() {
                None => before.push_str(&text),
                Some("console") => steps.extend(typed(&text)),
                Some(_) => {
                    let file = names.last().cloned().expect("the sentence before names the file");
                    steps.push(Step::Write { file, text: text.into_string() });
                }
            },
            Event::End(TagEnd::CodeBlock) => {
                (before, names, language) = (String::new(), Vec::new(), None);
            }
            Event::Code(name) => {
                before.push('`');
                names.push(name.into_string());
            }
            Event::SoftBreak => before.push(' '),
            _ => {}
        }
    }
    steps
}

/// The commands of a block, each with the lines below it.
fn typed(block: &str) -> Vec<Step> {
    assert!(block.starts_with("$ "), "a block begins with a command:\n{block}");
    let parts = format!("\n{block}");
    let commands = parts.split("\n$ ").skip(1).map(|part| part.strip_suffix('\n').unwrap_or(part));
    let step = |part: &str| {
        let (command, answer) = part.split_once('\n').unwrap_or((part, ""));
        let answer = if answer.is_empty() { String::new() } else { format!("{answer}\n") };
        Step::Type { command: command.to_owned(), answer }
    };
    commands.map(step).collect()
}

/// "Mend line 4, so that it says `…`".
fn mended(before: &str, names: &[String]) -> Option<Step> {
    let (_, after) = before.split_once("Mend line ")?;
    let (line, rest) = after.split_once(", so that it says `")?;
    // As many names come after this one as there are back-ticks left.
    let text = names[names.len() - 1 - rest.matches('`').count()].clone();
    Some(Step::Mend { line: line.parse().expect("a line has a number"), text })
}

fn in_words(number: usize) -> &'static str {
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"][number]
}

fn said() -> String {
    std::fs::read_to_string(docs().join("tutorial.md")).expect("there is a tutorial")
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}
