//! What standard output is: how wide, whether in colour, and whether anybody is there.

use std::io::{self, IsTerminal, Write};

use safe_eligibility::report::TextOptions;

/// The width where standard output is no terminal.
const WIDTH: usize = 100;

/// How text is written: as wide as the terminal, but neither unreadably narrow nor long, and in
/// colour on a terminal, unless `NO_COLOR` or its like says other.
pub(crate) fn options() -> TextOptions {
    let terminal = terminal_size::terminal_size_of(io::stdout());
    let mut options = TextOptions::default();
    options.width = terminal.map_or(WIDTH, |(width, _)| usize::from(width.0).clamp(40, 120));
    options.colour = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    options
}

/// Whether somebody reads standard output as it is written.
pub(crate) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Writes all of an answer.
pub(crate) fn print(answer: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(answer)?;
    out.flush()
}
