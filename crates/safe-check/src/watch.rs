//! How far a long reading has come, on standard error, where there is somebody to see it.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use safe_intake::gather::{Files, Gathered, ReadSoFar};
use safe_intake::{Diagnostic, gather};

/// From so many bytes on, something is shown before anything is done.
pub(crate) const LONG_READING: u64 = 1 << 24;
/// How often what is shown moves.
pub(crate) const TICK: Duration = Duration::from_millis(120);

/// A bar up to `total`, or a sign that it goes on.
pub(crate) fn bar(total: Option<u64>) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
    let template = match total {
        Some(_) => "{spinner} {wide_bar} {percent:>3} %  {msg}  {eta} left",
        None => "{spinner} {msg}",
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Puts files together, with a bar for long tables.
pub(crate) fn gather_watched<'a>(
    files: &Files<'a>,
    read: &'a ReadSoFar,
) -> Result<Gathered<'a>, Vec<Diagnostic>> {
    let tables = files.bills.iter().flat_map(|bill| &bill.files);
    let total = tables.fold(0u64, |sum, file| {
        sum.saturating_add(u64::try_from(file.bytes.len()).unwrap_or(u64::MAX))
    });
    if total < LONG_READING || !io::stderr().is_terminal() {
        return gather(files);
    }
    let bar = bar(Some(total)).with_message("of the bill read");
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            while !is_done.load(Ordering::Relaxed) {
                bar.set_position(read.bytes());
                // A sheet is taken out of its workbook before its first row is told.
                bar.tick();
                std::thread::park_timeout(TICK);
            }
        });
        let gathered = gather(files);
        is_done.store(true, Ordering::Relaxed);
        watcher.thread().unpark();
        bar.finish_and_clear();
        gathered
    })
}
