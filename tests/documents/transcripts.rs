//! Transcripts: what a page shows of the command line, and what the program prints.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anstream::adapter::strip_str;

/// How a command goes on in the next line.
const GOES_ON: &str = " \\\n  ";

/// Where the commands of a page are run, and how they call the program.
pub(crate) struct Session {
    pub(crate) folder: PathBuf,
    pub(crate) program: &'static str,
    pub(crate) colour: bool,
}

/// A page with what each command of its transcripts prints.
pub(crate) struct Rendered {
    pub(crate) page: String,
    /// The transcripts that a picture stands above: its name, and what the terminal shows.
    pub(crate) pictures: Vec<(String, String)>,
}

impl Session {
    /// Runs every command of a page, in order.
    ///
    /// A transcript with `…` shows the same paragraphs as before.
    pub(crate) fn render(&self, page: &str) -> Rendered {
        let mut rendered = Rendered { page: String::new(), pictures: Vec::new() };
        let mut status = None;
        let mut rest = page;
        while let Some((before, inside)) = rest.split_once("\n```console\n") {
            let (block, after) = inside.split_once("\n```\n").unwrap();
            let mut transcript = String::new();
            for (command, shown) in commands(block) {
                let printed = self.run(&command.replace(GOES_ON, " "), &mut status);
                let (start, end) = if self.colour { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
                let shown_command = command.replace('\n', &format!("{end}\n{start}"));
                writeln!(transcript, "$ {start}{shown_command}{end}").unwrap();
                transcript.push_str(&cut(&printed, &shown));
            }
            write!(rendered.page, "{before}\n```console\n{transcript}```\n").unwrap();
            if let Some(name) = picture(before) {
                rendered.pictures.push((name.to_owned(), transcript));
            }
            rest = after;
        }
        rendered.page.push_str(rest);
        rendered
    }

    /// What a command prints on both streams, as a terminal shows them.
    fn run(&self, command: &str, status: &mut Option<i32>) -> String {
        if let Some(arguments) = command.strip_prefix(self.program) {
            let (printed, code) = self.run_program(arguments);
            *status = code;
            return printed;
        }
        let read = |name: &str| fs::read_to_string(self.folder.join(name)).unwrap();
        match command.split(' ').collect::<Vec<_>>().as_slice() {
            ["echo", "$?"] => format!("{}\n", status.unwrap()),
            ["cat", name] => read(name),
            ["diff", old, new] => difference(&read(old), &read(new)),
            _ => panic!("no transcript is made of `{command}`"),
        }
    }

    fn run_program(&self, arguments: &str) -> (String, Option<i32>) {
        let (arguments, kept_in) = match arguments.split_once(" > ") {
            Some((arguments, file)) => (arguments, Some(file)),
            None => (arguments, None),
        };
        let mut both = tempfile::tempfile().unwrap();
        let out = match kept_in {
            Some(file) => {
                let kept = self.folder.join(file);
                fs::create_dir_all(kept.parent().unwrap()).unwrap();
                File::create(kept).unwrap()
            }
            None => both.try_clone().unwrap(),
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_safe-check"));
        command.current_dir(&self.folder).args(words(arguments));
        command.args(as_on_a_terminal(arguments)).stdin(Stdio::null());
        command.stdout(out).stderr(both.try_clone().unwrap());
        if self.colour {
            command.env("CLICOLOR_FORCE", "1").env_remove("NO_COLOR");
        } else {
            command.env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE");
        }
        let code = command.status().unwrap().code();
        let mut printed = String::new();
        both.rewind().unwrap();
        both.read_to_string(&mut printed).unwrap();
        (printed, code)
    }
}

/// The words of a command; what stands in quotation marks is one.
fn words(arguments: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for (index, part) in arguments.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(part);
        } else {
            words.extend(part.split(' ').filter(|word| !word.is_empty()));
        }
    }
    words
}

/// What makes the program write as it does on a terminal without being asked for.
fn as_on_a_terminal(arguments: &str) -> Vec<&'static str> {
    let is = |verbs: &[&str]| verbs.iter().any(|verb| arguments.starts_with(verb));
    let mut more = Vec::new();
    if is(&["assess ", "status ", "verify "]) && !arguments.contains("--format") {
        more.extend(["--format", "text"]);
    }
    let told_as_json = arguments.contains("--format json");
    if is(&["assess ", "convert ", "map "]) && !arguments.contains("--diagnostics") && !told_as_json
    {
        more.extend(["--diagnostics", "excerpts"]);
    }
    more
}

/// Each command of a transcript with what it prints.
fn commands(block: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in block.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            found.push((command.to_owned(), String::new()));
            continue;
        }
        let Some((command, printed)) = found.last_mut() else { continue };
        if printed.is_empty() && command.ends_with(" \\") {
            command.push('\n');
            command.push_str(line);
        } else {
            printed.push_str(line);
            printed.push('\n');
        }
    }
    found
}

/// As much of what was printed as was shown: what stands between two `…` is looked for by its
/// first line, and is as many paragraphs as before.
fn cut(printed: &str, shown: &str) -> String {
    if printed.is_empty() || !shown.lines().any(|line| line == "…") {
        return printed.trim_end_matches('\n').to_owned()
            + if printed.is_empty() { "" } else { "\n" };
    }
    let mut rest = printed.trim_end_matches('\n').split("\n\n").peekable();
    let mut kept: Vec<String> = Vec::new();
    for piece in format!("\n{shown}").split("\n…\n").map(|piece| piece.trim_matches('\n')) {
        let mut gap = false;
        let first_line = |text: &str| strip_str(text).to_string().lines().next().map(str::to_owned);
        // The first piece is the start, whatever the program says there now.
        while !kept.is_empty() && !piece.is_empty() {
            let Some(next) = rest.peek() else { break };
            if first_line(next) == first_line(piece) {
                break;
            }
            gap = rest.next().is_some();
        }
        if gap {
            kept.push("…".to_owned());
        }
        let count = if piece.is_empty() { 0 } else { piece.split("\n\n").count() };
        kept.extend(rest.by_ref().take(count).map(str::to_owned));
    }
    if rest.peek().is_some() {
        kept.push("…".to_owned());
    }
    format!("{}\n", kept.join("\n\n"))
}

/// How two texts of as many lines differ, as `diff` writes it.
fn difference(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    assert_eq!(old.len(), new.len(), "lines are added or removed");
    let mut text = String::new();
    let mut at = 0;
    while at < old.len() {
        let differing = (at..old.len()).take_while(|line| old[*line] != new[*line]).count();
        let end = at + differing;
        if differing > 0 {
            let range = if differing == 1 { end.to_string() } else { format!("{},{end}", at + 1) };
            writeln!(text, "{range}c{range}").unwrap();
            old[at..end].iter().for_each(|line| writeln!(text, "< {line}").unwrap());
            text.push_str("---\n");
            new[at..end].iter().for_each(|line| writeln!(text, "> {line}").unwrap());
        }
        at = end + 1;
    }
    text
}

/// The last picture of a text that no transcript follows yet.
fn picture(before: &str) -> Option<&str> {
    let (_, target) = before.rsplit_once("](pictures/")?;
    target.split_once(')').map(|(name, _)| name)
}

/// A terminal that shows this.
pub(crate) fn drawn(shown: &str) -> String {
    anstyle_svg::Term::new().palette(anstyle_svg::WIN10_CONSOLE).render_svg(shown)
}

/// A folder with a copy of the files of another.
pub(crate) fn copy_of(folder: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, copy.path().join(path.file_name().unwrap())).unwrap();
    }
    copy
}
