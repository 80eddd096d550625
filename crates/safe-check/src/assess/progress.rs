//! How far many documents have come, on standard error.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that shows itself once there is more than one document and somebody to see it.
pub(super) struct Progress {
    total: Option<u64>,
    bar: Option<ProgressBar>,
    documents: u64,
    bytes: u64,
}

impl Progress {
    pub(super) fn of(files: &[PathBuf]) -> Self {
        let standard = files.iter().any(|path| path == Path::new("-"));
        let sizes = files.iter().map(|path| fs::metadata(path).map_or(0, |data| data.len()));
        let total = (!standard).then(|| sizes.fold(0, u64::saturating_add));
        Self { total, bar: None, documents: 0, bytes: 0 }
    }

    /// Counts documents that were assessed.
    pub(super) fn add(&mut self, documents: usize, bytes: usize) {
        self.documents =
            self.documents.saturating_add(u64::try_from(documents).unwrap_or(u64::MAX));
        self.bytes = self.bytes.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
        if self.bar.is_none() && self.documents > 1 && io::stderr().is_terminal() {
            self.bar = Some(bar(self.total));
        }
        if let Some(bar) = &self.bar {
            bar.set_message(format!("{} procurements", self.documents));
            bar.set_position(self.bytes);
        }
    }

    /// The bar, where it is shown.
    pub(super) fn bar(&self) -> Option<ProgressBar> {
        self.bar.clone()
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar(total: Option<u64>) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
    let template = match total {
        Some(_) => "{wide_bar} {percent:>3} %  {msg}  {eta} left",
        None => "{spinner} {msg}",
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
