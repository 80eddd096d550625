//! How far a long reading has come, on standard error.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::arguments::AssessArguments;

/// From so many bytes on, something is shown before the first document is done.
const LONG_READING: u64 = 1 << 24;
/// How often what is shown then moves.
const TICK: Duration = Duration::from_millis(120);

/// A bar that shows itself once there is more than one document, or at once where a lot is to be
/// read, and somebody to see it.
pub(super) struct Progress {
    total: Option<u64>,
    bar: Option<ProgressBar>,
    // Set while nothing can be said but that it goes on.
    is_waiting: bool,
    documents: u64,
    bytes: u64,
}

impl Progress {
    pub(super) fn of(arguments: &AssessArguments) -> Self {
        let files = &arguments.files;
        let standard = files.iter().any(|path| path == Path::new("-"));
        let size = |path: &Path| fs::metadata(path).map_or(0, |data| data.len());
        let sum = |sum: u64, path: &std::path::PathBuf| sum.saturating_add(size(path));
        let total = files.iter().fold(0, sum);
        let all = arguments.beside.paths().fold(total, sum);
        let is_waiting = all >= LONG_READING && io::stderr().is_terminal();
        let bar = is_waiting.then(|| {
            let bar = bar(None).with_message(format!("reading {} MB", all.div_ceil(1_000_000)));
            bar.enable_steady_tick(TICK);
            bar
        });
        let total = (!standard).then_some(total);
        Self { total, bar, is_waiting, documents: 0, bytes: 0 }
    }

    /// Counts documents that were assessed.
    pub(super) fn add(&mut self, documents: usize, bytes: usize) {
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
