//! The archive a workbook is, unfolded within limits.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use crate::table::limits::{Limit, MOST_ENTRIES, MOST_RATIO, MOST_UNFOLDED, UNFOLDED_FREELY};
use crate::table::problem::FileProblem;

const OTHER_SIZE: FileProblem = FileProblem::Damaged("a file in it has another size than it says");
const DOES_NOT_UNFOLD: FileProblem = FileProblem::Damaged("a file in it does not unfold");
const NOT_UNICODE: FileProblem = FileProblem::Damaged("its XML is not Unicode");

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
        let Some(mut file) = self.file(name)? else { return Ok(None) };
        // What a file says about its size is checked, so that it can be trusted with memory.
        let mut content = Vec::new();
        let room =
            usize::try_from(file.size()).map_err(|_| FileProblem::TooLarge(Limit::Unfolded))?;
        content.try_reserve_exact(room).map_err(|_| FileProblem::TooLarge(Limit::Unfolded))?;
        let most = file.size().saturating_add(1);
        match file.by_ref().take(most).read_to_end(&mut content) {
            Ok(length) if length == room => Ok(Some(content)),
            Ok(_) => Err(OTHER_SIZE),
            Err(_) => Err(DOES_NOT_UNFOLD),
        }
    }

    /// Hands out the text of a file piece by piece, each but the last up to an `end` such as
    /// `</row>`, so that no more than a piece is in memory; `None` where there is no such file.
    pub(super) fn read_pieces(
        &mut self,
        name: &str,
        end: &str,
        each: &mut dyn FnMut(&str) -> Result<(), FileProblem>,
    ) -> Result<Option<()>, FileProblem> {
        const CHUNK: u64 = 1 << 20;
        let Some(mut file) = self.file(name)? else { return Ok(None) };
        let (said, mut length) = (file.size(), 0u64);
        let mut buffer: Vec<u8> = Vec::new();
        loop {
            let searched = buffer.len().saturating_sub(end.len());
            // One byte more than it says tells that it has another size.
            let most = said.saturating_add(1).saturating_sub(length).min(CHUNK);
            let read = file.by_ref().take(most).read_to_end(&mut buffer);
            let read = u64::try_from(read.map_err(|_| DOES_NOT_UNFOLD)?).unwrap_or(u64::MAX);
            length = length.saturating_add(read);
            if read == 0 {
                break;
            }
            let fresh = buffer.get(searched..).unwrap_or(&[]);
            if let Some(at) = memchr::memmem::rfind(fresh, end.as_bytes()) {
                let behind = searched.saturating_add(at).saturating_add(end.len());
                each(unicode(buffer.get(..behind).unwrap_or(&[]))?)?;
                buffer.drain(..behind.min(buffer.len()));
            }
        }
        if length != said {
            return Err(OTHER_SIZE);
        }
        each(unicode(&buffer)?)?;
        Ok(Some(()))
    }

    // A file, once what it says about its size is within the limits.
    fn file(&mut self, name: &str) -> Result<Option<ZipFile<'_, Cursor<&'a [u8]>>>, FileProblem> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let file = self.zip.by_index(index).map_err(|error| {
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
        Ok(Some(file))
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
        text.map(Some).ok_or(NOT_UNICODE)
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

fn unicode(bytes: &[u8]) -> Result<&str, FileProblem> {
    simdutf8::basic::from_utf8(bytes).map_err(|_| NOT_UNICODE)
}
