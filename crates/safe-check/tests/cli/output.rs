//! Where `convert` and `map` write, and where they do not.

use std::fs;

use crate::{folder, run_in};

const BILL: &str = "part,quantity\ngrain,4\n";
const DOCUMENT: &str =
    r#"{ "format": "safe-procurement/1", "id": "1", "end_products": [ { "id": "p" } ] }"#;

#[test]
fn nothing_that_is_read_is_written_over() {
    let mapping = "format = \"safe-mapping/1\"\n[columns]\nid = \"part\"\nquantity = \"quantity\"\n\
                   [parts]\nfile = \"parts.csv\"\n[parts.columns]\nid = \"part\"\norigin = \"origin\"\n";
    let files = [
        ("bom.csv", BILL),
        ("p.json", DOCUMENT),
        ("declared.csv", "part,origin\ngrain,PL\n"),
        ("map.toml", mapping),
        ("parts.csv", "part,origin\ngrain,PL\n"),
        ("sub/other.csv", ""),
    ];
    let folder = folder("onto-input", &files);
    let convert = |output: &str| {
        let arguments = ["convert", "p.json", "--bill", "p=bom.csv", "--origins", "declared.csv"];
        run_in(&folder, &[&arguments[..], &["--map", "map.toml", "-o", output]].concat())
    };
    for output in ["bom.csv", "p.json", "declared.csv", "map.toml", "parts.csv", "sub/../bom.csv"] {
        let answer = convert(output);
        assert_eq!((answer.status, &*answer.stdout), (2, ""), "{output}: {}", answer.stderr);
        let message = "is read here, and is not written over; give another name\n";
        assert!(answer.stderr.ends_with(message), "{output}: {}", answer.stderr);
    }
    let answer = run_in(&folder, &["convert", "bom.csv", "-o", "./bom.csv"]);
    assert_eq!(answer.status, 2);
    let answer = run_in(&folder, &["map", "bom.csv", "-o", "bom.csv", "--force"]);
    assert_eq!(answer.status, 2);
    for (name, text) in files {
        assert_eq!(fs::read_to_string(folder.join(name)).unwrap(), text, "{name}");
    }
    // An earlier document is written over.
    for _ in 0..2 {
        let answer = convert("new.json");
        assert_eq!(answer.status, 0, "{}", answer.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_a_pipe_stays_one() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    use std::sync::mpsc;
    use std::time::Duration;

    let folder = folder("links-and-pipes", &[("bom.csv", BILL), ("real/old.json", "old")]);
    symlink("real/old.json", folder.join("link.json")).unwrap();
    symlink("real/new.json", folder.join("dangling.json")).unwrap();
    for (link, file) in [("link.json", "old.json"), ("dangling.json", "new.json")] {
        let answer = run_in(&folder, &["convert", "bom.csv", "-o", link]);
        assert_eq!(answer.status, 0, "{}", answer.stderr);
        assert!(fs::symlink_metadata(folder.join(link)).unwrap().is_symlink());
        assert!(fs::read_to_string(folder.join("real").join(file)).unwrap().contains("grain"));
    }
    symlink("bom.csv", folder.join("input.csv")).unwrap();
    assert_eq!(run_in(&folder, &["convert", "bom.csv", "-o", "input.csv"]).status, 2);

    let pipe = folder.join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    for arguments in [["convert", "bom.csv", "-o", "pipe"], ["map", "bom.csv", "-o", "pipe"]] {
        let (sender, receiver) = mpsc::channel();
        let reading = pipe.clone();
        std::thread::spawn(move || sender.send(fs::read_to_string(reading).unwrap()));
        let answer = run_in(&folder, &arguments);
        assert_eq!(answer.status, 0, "{}", answer.stderr);
        let text = receiver.recv_timeout(Duration::from_secs(20)).unwrap();
        assert!(text.contains("format"), "{text}");
        assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    }
}

#[test]
fn a_bill_that_is_given_twice_is_not_counted_twice() {
    let folder = folder("given-twice", &[("bom.csv", BILL), ("p.json", DOCUMENT)]);
    let bills = ["--bill", "p=bom.csv", "--bill", "p=./bom.csv"];
    let answer = run_in(&folder, &[&["convert", "p.json", "-o", "-"], &bills[..]].concat());
    assert_eq!((answer.status, &*answer.stdout), (2, ""));
    assert_eq!(
        answer.stderr,
        "./bom.csv: given twice for the end product `p`; give it once: each time, all of its \
         quantities are added\n"
    );
}

#[test]
fn a_table_of_headers_says_so() {
    let mapping = "format = \"safe-mapping/1\"\n[table]\nheader = false\n[columns]\n\
                   id = \"part\"\nquantity = \"quantity\"\n";
    let files = [("bom.csv", "Part No,Qty\n"), ("rows.csv", BILL), ("map.toml", mapping)];
    let folder = folder("headers-only", &files);
    let answer = run_in(&folder, &["convert", "bom.csv", "-o", "-"]);
    assert!(answer.stderr.contains("there is no row below the header"), "{}", answer.stderr);
    let answer = run_in(&folder, &["convert", "rows.csv", "--map", "map.toml", "-o", "-"]);
    let help = "no row of headers is read; name the column by letter or number";
    assert!(answer.stderr.contains(help), "{}", answer.stderr);
}
