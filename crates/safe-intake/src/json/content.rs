//! What a JSON text says it is, of which no more is read than it takes to know.

use super::lexer::Lexer;
use crate::document::mark_length;
use crate::error::{Kind, Malformed};

/// What a JSON text says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// A bill in CycloneDX, by its member `bomFormat`.
    Cyclonedx,
    /// A procurement document, by its member `format`.
    Procurement,
    /// Neither; perhaps no JSON at all.
    Other,
}

// Both members stand first in nearly every file.
const LOOKED_AT_FIRST: usize = 4096;

impl Content {
    /// What bytes say they are; text that stops being JSON counts up to there.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let bytes = bytes.get(mark_length(bytes)..).unwrap_or(&[]);
        if bytes.trim_ascii_start().first() != Some(&b'{') {
            return Self::Other;
        }
        let start =
            bytes.get(..LOOKED_AT_FIRST).map_or(Ok(Self::Other), |start| said(valid(start)));
        match start {
            Ok(Self::Cyclonedx) => Self::Cyclonedx,
            Ok(Self::Procurement) => Self::Procurement,
            Ok(Self::Other) | Err(_) => said(valid(bytes)).unwrap_or(Self::Other),
        }
    }
}

/// Bytes as text, as far as they are UTF-8.
fn valid(bytes: &[u8]) -> &str {
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or(&[]);
            std::str::from_utf8(valid).unwrap_or("")
        }
    }
}

fn said(text: &str) -> Result<Content, Malformed> {
    let mut lexer = Lexer::new(text);
    lexer.kind()?;
    lexer.open()?;
    let mut first = true;
    while let Some(name) = lexer.member(&mut first)? {
        let is_text = lexer.kind()? == Kind::Text;
        if is_text && name == "bomFormat" && lexer.string()? == "CycloneDX" {
            return Ok(Content::Cyclonedx);
        } else if is_text && name == "format" && lexer.string()?.starts_with("safe-procurement/") {
            return Ok(Content::Procurement);
        } else if !is_text || !matches!(&*name, "bomFormat" | "format") {
            lexer.skip()?;
        }
    }
    Ok(Content::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_what_a_member_of_its_own_says() {
        let far = format!("{{\"a\": [{}1], \"bomFormat\": \"CycloneDX\"}}", "0, ".repeat(3000));
        let cases = [
            ("{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.5\"}", Content::Cyclonedx),
            ("\u{feff} {\"$schema\": \"x\", \"bomFormat\": \"CycloneDX\"", Content::Cyclonedx),
            (&far, Content::Cyclonedx),
            (
                "{\"format\": \"safe-procurement/1\", \"bomFormat\": \"CycloneDX\"}",
                Content::Procurement,
            ),
            ("{\"format\": \"A4\", \"bomFormat\": \"CycloneDX\"}", Content::Cyclonedx),
            ("{\"bomFormat\": \"other\"}", Content::Other),
            ("{\"bomFormat\": 1, \"format\": 2}", Content::Other),
            ("{\"a\": {\"bomFormat\": \"CycloneDX\"}}", Content::Other),
            ("[{\"bomFormat\": \"CycloneDX\"}]", Content::Other),
            ("{\"a\": ?, \"bomFormat\": \"CycloneDX\"}", Content::Other),
            ("", Content::Other),
        ];
        for (text, content) in cases {
            assert_eq!(Content::of(text.as_bytes()), content, "{text}");
        }
        assert_eq!(
            Content::of(b"{\"bomFormat\": \"CycloneDX\", \"a\": \"\xff\"}"),
            Content::Cyclonedx
        );
        assert_eq!(Content::of(b"{\"a\": \"\xff\", \"bomFormat\": \"CycloneDX\"}"), Content::Other);
    }
}
