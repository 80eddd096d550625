//! Files with one document, with a list of them, and with one a line.

#![expect(clippy::indexing_slicing, clippy::string_slice, reason = "a test may fail")]

use safe_eligibility::model::procurement::Digest;
use safe_intake::{DocumentText, Documents, JsonLines, read_document};

fn document(id: &str) -> String {
    format!(r#"{{"format":"safe-procurement/1","id":"{id}"}}"#)
}

fn read(texts: impl Iterator<Item = DocumentText<'static>>) -> Vec<String> {
    texts.map(|text| outcome(&text)).collect()
}

fn outcome(text: &DocumentText<'_>) -> String {
    match text.read() {
        Ok(procurement) => {
            assert_eq!(procurement.stated().digest, Some(Digest::of(text.bytes())));
            procurement.id().to_owned()
        }
        Err(errors) => {
            assert_eq!((errors.index(), errors.line()), (text.index(), text.line()));
            errors.problems()[0].to_string()
        }
    }
}

fn all_ways(input: &str) -> [Vec<String>; 4] {
    let bytes: &'static [u8] = input.to_owned().leak().as_bytes();
    [
        read(Documents::in_json(bytes)),
        read(Documents::in_lines(bytes)),
        read(Documents::in_any(bytes)),
        read(JsonLines::new(bytes).map(Result::unwrap)),
    ]
}

#[test]
fn digests_are_of_the_bytes_as_given_without_the_byte_order_mark() {
    let text = format!(" {}\n", document("A"));
    let marked = format!("\u{feff}{text}");
    for given in [&text, &marked] {
        let read = read_document(given.as_bytes()).unwrap();
        assert_eq!(read.stated().digest, Some(Digest::of(text.as_bytes())));
    }
}

#[test]
fn lines_lose_their_ends_and_nothing_else() {
    let (a, b, c) = (document("A"), document("B"), document("C"));
    let input = format!("\u{feff}{a}\r\n\n  \r\n {b} \n{c}");
    let texts: Vec<_> = JsonLines::new(input.as_bytes()).map(Result::unwrap).collect();
    let bytes: Vec<&[u8]> = texts.iter().map(DocumentText::bytes).collect();
    assert_eq!(bytes, [a.as_bytes(), format!(" {b} ").as_bytes(), c.as_bytes()]);
    let lines: Vec<_> = texts.iter().map(|text| (text.index(), text.line())).collect();
    assert_eq!(lines, [(0, Some(1)), (1, Some(4)), (2, Some(5))]);
    let [_, in_memory, sniffed, streamed] = all_ways(&input);
    assert_eq!(in_memory, ["A", "B", "C"]);
    assert_eq!([&in_memory, &sniffed], [&streamed; 2]);
}

#[test]
fn lists_give_each_document_its_own_bytes() {
    let (a, b) = (document("A"), document("B"));
    let input = format!("\u{feff} [ {a} ,\n\t{b}]\n");
    let texts: Vec<_> = Documents::in_json(input.as_bytes()).collect();
    let bytes: Vec<&[u8]> = texts.iter().map(DocumentText::bytes).collect();
    assert_eq!(bytes, [a.as_bytes(), b.as_bytes()]);
    let [list, _, sniffed, _] = all_ways(&input);
    assert_eq!(list, ["A", "B"]);
    assert_eq!(list, sniffed);
}

#[test]
fn one_document_is_never_taken_for_several() {
    let pretty = "{ \"contract\": {}\n,\n\"format\": \"safe-procurement/1\",\n\"id\": \"A\" }\n";
    let [one, _, sniffed, _] = all_ways(pretty);
    assert_eq!(one, ["A"]);
    assert_eq!(one, sniffed);
    let list = format!("[{}\n,{}]", document("A"), document("B"));
    let [_, _, sniffed, _] = all_ways(&list);
    assert_eq!(sniffed, ["A", "B"]);
}

#[test]
fn a_broken_first_line_is_one_document_that_cannot_be_read() {
    let (a, b) = (document("A"), document("B"));
    let short = &a[..a.len() - 1];
    for first in
        [short, "oops", "{", "{\"id\":\"A\",", &format!("{a}}}"), &format!("{a} x"), "3", &a[1..]]
    {
        for (between, mark) in [("\n", ""), ("\r\n \n", "\u{feff}"), ("\n", "\u{feff}")] {
            let input = format!("{mark}{first}{between}{b}\n{a}\n");
            let [_, lines, any, streamed] = all_ways(&input);
            assert_eq!(any[1..], ["B", "A"], "{input}");
            assert_eq!([&any, &lines], [&streamed; 2]);
            assert_eq!(Documents::in_any(input.as_bytes()).next().unwrap().line(), Some(1));
        }
    }
    // A line that is in order needs no other one to be told by.
    let [_, _, any, _] = all_ways(&format!("{a}\noops\n{b}"));
    assert_eq!((any.len(), &*any[0], &*any[2]), (3, "A", "B"));
}

#[test]
fn a_document_of_many_lines_is_never_cut() {
    for open in [
        "{\"participating_states\": [\n{ \"country\": \"PL\" },\n{ \"country\": \"NO\" }],",
        "{\"participating_states\": [{ \"country\": \"PL\" },\r\n{ \"country\": \"NO\" }],",
        "{\"contract\":\n\n{},",
        "{\n",
    ] {
        let input = format!("{open} \"format\": \"safe-procurement/1\", \"id\": \"A\"\n}}\n");
        let [_, _, any, _] = all_ways(&input);
        assert_eq!(any, ["A"], "{input}");
    }
    // What is broken and goes on over several lines is one document, with one problem.
    for input in [
        "{ \"participating_states\"\n  {} }",
        "// note\n{\n\"id\": \"A\"\n}",
        "oops\n{ \"id\": \"A\",\n",
    ] {
        let texts: Vec<_> = Documents::in_any(input.as_bytes()).collect();
        assert_eq!((texts.len(), texts[0].line()), (1, None), "{input}");
    }
}

#[test]
fn nothing_to_read_is_a_problem() {
    const NOTHING: &str = "no document; write one as a JSON object";
    for input in ["", "\u{feff}", " \r\n\n", "[]", " [ ] "] {
        let [one, lines, any, streamed] = all_ways(input);
        assert_eq!([&one, &any], [&[NOTHING]; 2], "{input:?}");
        if !input.contains('[') {
            assert_eq!([&lines, &streamed], [&[NOTHING]; 2], "{input:?}");
        }
    }
}

#[test]
fn one_bad_document_does_not_spoil_the_others() {
    let (a, b) = (document("A"), document("B"));
    let bad = r#"{"id":"]}"}"#;
    let missing = "/format: not stated; add it, it is required";
    let [list, ..] = all_ways(&format!("[{a},{bad},{b}]"));
    assert_eq!(list, ["A", missing, "B"]);
    let [list, ..] = all_ways(&format!("[{a},tru,{b}]"));
    assert_eq!(list, ["A", "line 1, column 43: not valid JSON; a value belongs here", "B"]);
    let [_, lines, any, streamed] = all_ways(&format!("{a}\n{bad}\n{{\n{b}"));
    let broken = "line 3, column 2: not valid JSON; the name of a member belongs here, in quotes";
    assert_eq!(lines, ["A", missing, broken, "B"]);
    assert_eq!([&lines, &any], [&streamed; 2]);
}

#[test]
fn a_list_that_is_not_in_order_says_where() {
    let a = document("A");
    for (input, problem) in [
        (format!("[{a}\n{a}]"), "line 2, column 1: not valid JSON; a `,` or `]` belongs here"),
        (format!("[{a}"), "line 1, column 42: not valid JSON; a `,` or `]` belongs here"),
        (format!("[{a},]"), "line 1, column 43: not valid JSON; a value belongs here"),
        (
            format!("[{a}]\n{a}"),
            "line 2, column 1: not valid JSON; the document ends before this; remove what follows",
        ),
    ] {
        let [list, ..] = all_ways(&input);
        assert_eq!(list, ["A", problem], "{input}");
    }
}

#[test]
fn a_document_that_is_never_closed_is_one_problem() {
    let deep = "[".repeat(1_000_000);
    for (input, told) in
        [(deep.as_str(), 1), ("[{\"id\": [1", 1), ("[{}", 2), ("[{\"a\": \"]}\"", 1)]
    {
        let documents: Vec<_> = Documents::in_json(input.as_bytes()).collect();
        assert_eq!(documents.len(), told, "{}", input.len());
        assert!(documents.iter().all(|document| document.read().is_err()));
    }
}

#[test]
fn a_failing_input_ends_the_lines() {
    struct Failing;
    impl std::io::Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("gone"))
        }
    }
    let mut lines = JsonLines::new(std::io::BufReader::new(Failing));
    assert!(lines.next().unwrap().is_err());
    assert!(lines.next().is_none());
}

#[test]
fn batches_hold_what_lines_hold_one_by_one() {
    /// Gives no more than three bytes at a time.
    struct Drops<'a>(&'a [u8]);
    impl std::io::Read for Drops<'_> {
        fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
            let (now, later) = self.0.split_at(self.0.len().min(3));
            room[..now.len()].copy_from_slice(now);
            self.0 = later;
            Ok(now.len())
        }
    }
    let (a, b, c) = (document("A"), document("B"), document("C"));
    for input in [
        String::new(),
        " \n".to_owned(),
        "\n ".to_owned(),
        a.clone(),
        format!("{a}\n{b}"),
        format!("\u{feff}{a}\r\n\n  \r\n {b} \n{c}\n\n"),
        format!("{a}\n{{\n{b}\n{c}"),
    ] {
        let told = |text: &DocumentText<'_>| (text.index(), text.line(), text.bytes().to_vec());
        let in_memory: Vec<_> = Documents::in_lines(input.as_bytes()).collect();
        let in_memory: Vec<_> = in_memory.iter().map(told).collect();
        for (documents, bytes) in [(1, 1), (2, 1_000), (100, 60), (100, 1_000)] {
            let mut lines = JsonLines::new(Drops(input.as_bytes()));
            let mut found = Vec::new();
            loop {
                let (batch, failure) = lines.batch(documents, bytes);
                assert!(failure.is_none() && batch.len() <= documents);
                if batch.is_empty() {
                    break;
                }
                found.extend(batch.iter().map(told));
            }
            assert_eq!(found, in_memory, "{input}");
        }
    }
}

#[test]
fn a_batch_before_a_failure_is_handed_out() {
    struct Refusing;
    impl std::io::Read for Refusing {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
    }
    let text = format!("{}\n{{\"half", document("A"));
    let mut lines = JsonLines::new(std::io::Read::chain(text.as_bytes(), Refusing));
    let (batch, failure) = lines.batch(10, 1_000);
    assert_eq!((batch.len(), outcome(&batch[0]).as_str()), (1, "A"));
    assert_eq!(failure.unwrap().kind(), std::io::ErrorKind::BrokenPipe);
    let (batch, failure) = lines.batch(10, 1_000);
    assert!(batch.is_empty() && failure.is_none());
}
