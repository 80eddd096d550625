//! The archive a workbook is, unfolded within limits.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::table::limits::{Limit, MOST_ENTRIES, MOST_RATIO, MOST_UNFOLDED, UNFOLDED_FREELY};
use crate::table::problem::FileProblem;

/// An archive. Its files are looked up by name and read into memory; no name is ever a path of
/// the machine.
pub(in crate::table) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Archive<'a> {
    pub(in crate::table) fn open(bytes: &'a [u8]) -> Result<Self, FileProblem> {
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| FileProblem::Damaged("it is an archive that does not open"))?;
        if zip.len() > MOST_ENTRIES {
            return Err(FileProblem::TooLarge(Limit::Entries));
        }
        Ok(Self { zip })
    }

    /// Whether there is a file of this name; case and the kind of slash do not matter.
    pub(in crate::table) fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    /// The content of a file; `None` where there is none.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, FileProblem> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let mut file = self.zip.by_index(index).map_err(|error| {
            if matches!(error, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) {
                FileProblem::Encrypted
            } else {
                FileProblem::Damaged("a file in it does not open")
            }
        })?;
        let (said, folded) = (file.size(), file.compressed_size());
        if said > MOST_UNFOLDED {
            return Err(FileProblem::TooLarge(Limit::Unfolded));
        }
        if said > UNFOLDED_FREELY && said > folded.saturating_mul(MOST_RATIO) {
            return Err(FileProblem::TooLarge(Limit::Ratio));
        }
        // What a file says about its size is checked, so that it can be trusted with memory.
        let mut content = Vec::new();
        let room = usize::try_from(said).map_err(|_| FileProblem::TooLarge(Limit::Unfolded))?;
        content.try_reserve_exact(room).map_err(|_| FileProblem::TooLarge(Limit::Unfolded))?;
        let read = file.by_ref().take(said.saturating_add(1)).read_to_end(&mut content);
        match read {
            Ok(length) if length == room => Ok(Some(content)),
            Ok(_) => Err(FileProblem::Damaged("a file in it has another size than it says")),
            Err(_) => Err(FileProblem::Damaged("a file in it does not unfold")),
        }
    }

    /// The text of an XML file; `None` where there is none.
    pub(super) fn read_text(&mut self, name: &str) -> Result<Option<String>, FileProblem> {
        let Some(bytes) = self.read(name)? else { return Ok(None) };
        let text = match encoding_rs::Encoding::for_bom(&bytes) {
            Some((encoding, length)) => {
                let rest = bytes.get(length..).unwrap_or(&[]);
                let text = encoding.decode_without_bom_handling_and_without_replacement(rest);
                text.map(std::borrow::Cow::into_owned)
            }
            None => String::from_utf8(bytes).ok(),
        };
        text.map(Some).ok_or(FileProblem::Damaged("its XML is not Unicode"))
    }

    fn index(&self, name: &str) -> Option<usize> {
        let name = name.trim_start_matches('/');
        self.zip.index_for_name(name).or_else(|| {
            let same = |one: u8, other: u8| {
                let slash = |byte: u8| if byte == b'\\' { b'/' } else { byte };
                slash(one).eq_ignore_ascii_case(&slash(other))
            };
            (0..self.zip.len()).find(|at| {
                self.zip.name_for_index(*at).is_some_and(|found| {
                    found.len() == name.len()
                        && found.bytes().zip(name.bytes()).all(|(one, other)| same(one, other))
                })
            })
        })
    }
}
