use super::*;

struct Sample<'s>(&'s str);

impl WriteJson for Sample<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("text"), self.0);
            json.member(key!("list"), &[Some(true), None]);
            json.member(key!("nothing"), &Vec::<usize>::new());
            json.member(key!("within"), &[Deeper]);
        });
    }
}

struct Deeper;

impl WriteJson for Deeper {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("none"), &Empty);
            json.member(key!("seven"), &7usize);
        });
    }
}

struct Empty;

impl WriteJson for Empty {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|_| ());
    }
}

fn to_text(value: &impl WriteJson, pretty: bool) -> String {
    let mut text = String::new();
    append(value, pretty, &mut text);
    text
}

#[test]
fn writes_what_serde_json_writes() {
    let every: String = (0u8..0x80).map(char::from).chain("é\u{7f}\u{2028}😀".chars()).collect();
    for text in ["", "plain", "\"", "a\\", &every] {
        let value = serde_json::json!({
            "text": text, "list": [true, null], "nothing": [],
            "within": [{"none": {}, "seven": 7}],
        });
        let written = to_text(&Sample(text), false);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&written).unwrap(), value);
        let quoted = serde_json::to_string(text).unwrap();
        assert!(written.starts_with(&format!("{{\"text\":{quoted},\"list\":[true,null],")));
        let pretty = to_text(&Sample(text), true);
        assert!(
            pretty.starts_with(&format!("{{\n  \"text\": {quoted},\n  \"list\": [\n    true,"))
        );
        assert!(pretty.ends_with(
            "\"nothing\": [],\n  \"within\": [\n    {\n      \"none\": {},\n      \"seven\": 7\n    }\n  ]\n}"
        ));
    }
}

#[test]
fn long_lists_are_handed_on_while_they_are_written() {
    struct Longest(usize);
    impl io::Write for Longest {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.max(bytes.len());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut longest = Longest(0);
    to_writer(&vec!["some text"; 100_000], false, &mut longest).unwrap();
    assert!(longest.0 > BUFFER / 2 && longest.0 < BUFFER * 2);
}

#[test]
fn a_failure_is_told() {
    struct Full;
    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let told = to_writer(&"text", false, &mut Full).unwrap_err();
    assert_eq!(told.kind(), io::ErrorKind::StorageFull);
}
