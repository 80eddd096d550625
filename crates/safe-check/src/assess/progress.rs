//! How far a long reading has come, on standard error.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use safe_intake::gather::is_table_name;

use crate::arguments::FileArguments;
use crate::watch::{LONG_READING, TICK, bar};

/// A bar that shows itself once there is more than one document, or at once where a lot is to be
/// read, and somebody to see it.
pub(crate) struct Progress {
    total: Option<u64>,
    bar: Option<ProgressBar>,
    // Set while nothing can be said but that it goes on.
    is_waiting: bool,
    documents: u64,
    bytes: u64,
}

impl Progress {
    pub(crate) fn of(files: &[PathBuf], beside: &FileArguments) -> Self {
        let standard = files.iter().any(|path| path == Path::new("-"));
        let size = |path: &Path| fs::metadata(path).map_or(0, |data| data.len());
        let sum = |sum: u64, path: &PathBuf| sum.saturating_add(size(path));
        let total = files.iter().fold(0, sum);
        // Tables have a bar of their own, while they are read.
        let is_table = |path: &PathBuf| path.to_str().is_some_and(is_table_name);
        let has_tables = !beside.bills.is_empty() || files.iter().any(is_table);
        let is_waiting = total >= LONG_READING && !has_tables && io::stderr().is_terminal();
        let bar = is_waiting.then(|| {
            let bar = bar(None).with_message(format!("reading {} MB", total.div_ceil(1_000_000)));
            bar.enable_steady_tick(TICK);
            bar
        });
        let total = (!standard).then_some(total);
        Self { total, bar, is_waiting, documents: 0, bytes: 0 }
    }

    /// Counts documents that were assessed.
    pub(crate) fn add(&mut self, documents: usize, bytes: usize) {
        self.documents =
            self.documents.saturating_add(u64::try_from(documents).unwrap_or(u64::MAX));
        self.bytes = self.bytes.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
        let shows_how_far = self.bar.is_some() && !self.is_waiting;
        if !shows_how_far && self.documents > 1 && io::stderr().is_terminal() {
            self.finish();
            self.bar = Some(bar(self.total));
            self.is_waiting = false;
        }
        if let Some(bar) = self.bar.as_ref().filter(|_| !self.is_waiting) {
            bar.set_message(format!("{} procurements", self.documents));
            bar.set_position(self.bytes);
        }
    }

    /// The bar, where it is shown.
    pub(crate) fn bar(&self) -> Option<ProgressBar> {
        self.bar.clone()
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
