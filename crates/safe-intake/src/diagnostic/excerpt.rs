//! A few lines of a file, one of them marked.

use std::ops::Range;

/// A few lines of a file as they are shown, with what is marked in them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Excerpt {
    /// The lines; of a table they are rows, the first of them with the names of the columns.
    pub lines: Vec<ExcerptLine>,
}

/// A line of a file, or a row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExcerptLine {
    /// Its number, counted from 1.
    pub number: usize,
    /// The character of the line at which the mark begins, counted from 1; of a row it is 1.
    pub column: usize,
    /// What stands there, without control characters and not too long.
    pub text: String,
    /// The bytes of `text` that are marked; `None`: nothing is.
    pub mark: Option<Range<usize>>,
}

/// How much of a line stands before and behind a mark.
const AROUND: usize = 40;
/// How much of a mark is shown.
const MOST_MARKED: usize = 60;
/// How much of a cell is shown.
const MOST_OF_A_CELL: usize = 24;
/// How many columns of a table stand before and behind the marked one.
const CELLS_AROUND: usize = 3;

impl Excerpt {
    /// The line of `text` in which `bytes` begin; `first` is the number of the first line.
    pub(crate) fn of_text(text: &[u8], bytes: &Range<usize>, first: usize) -> Self {
        // A place behind the end is where something is missing.
        let bytes = bytes.start.min(text.len())..bytes.end.min(text.len());
        let before = text.get(..bytes.start).unwrap_or(text);
        let line_start =
            before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at.saturating_add(1));
        let number = first.saturating_add(line_ends(before));
        let rest = text.get(bytes.start..).unwrap_or(&[]);
        let line_end = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(text.len(), |at| bytes.start.saturating_add(at));
        let lead = lossy(text.get(line_start..bytes.start));
        let marked_end = bytes.end.clamp(bytes.start, line_end);
        let marked = lossy(text.get(bytes.start..marked_end));
        let tail = lossy(text.get(marked_end..line_end));

        let column = lead.chars().count().saturating_add(1);
        let lead = last_of(&lead, AROUND);
        let marked = first_of(&marked, MOST_MARKED);
        let tail = first_of(&tail, AROUND);
        let start = lead.len();
        let mark = start..start.saturating_add(marked.len());
        let text = format!("{lead}{marked}{tail}");
        Self { lines: vec![ExcerptLine { number, column, text, mark: Some(mark) }] }
    }

    /// Rows of a table, the marked column in each; the mark of the last row is what it is about.
    pub(crate) fn of_rows(rows: &[(usize, Vec<String>)], column: Option<usize>) -> Self {
        let from = column.map_or(0, |column| column.saturating_sub(CELLS_AROUND));
        let most = CELLS_AROUND.saturating_mul(2).saturating_add(1);
        let shown: Vec<(usize, Vec<String>)> = rows
            .iter()
            .map(|(number, cells)| {
                let cells = cells.iter().skip(from).take(most);
                (
                    *number,
                    cells
                        .map(|cell| first_of(&lossy(Some(cell.as_bytes())), MOST_OF_A_CELL))
                        .collect(),
                )
            })
            .collect();
        let count = shown.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let width = |at: usize| {
            let each = shown.iter().filter_map(|(_, cells)| cells.get(at));
            each.map(|cell| cell.chars().count()).max().unwrap_or(0).max(1)
        };
        let widths: Vec<usize> = (0..count).map(width).collect();
        let marked = column.map(|column| column.saturating_sub(from));
        let lines = shown.iter().map(|(number, cells)| row(*number, cells, &widths, marked));
        Self { lines: lines.collect() }
    }
}

/// How many lines end within some text.
pub(crate) fn line_ends(text: &[u8]) -> usize {
    text.split(|byte| *byte == b'\n').count().saturating_sub(1)
}

fn row(number: usize, cells: &[String], widths: &[usize], marked: Option<usize>) -> ExcerptLine {
    let (mut text, mut mark) = (String::new(), None);
    for (at, width) in widths.iter().enumerate() {
        if at > 0 {
            text.push_str(" │ ");
        }
        let cell = cells.get(at).map_or("", String::as_str);
        let start = text.len();
        text.push_str(cell);
        let missing = width.saturating_sub(cell.chars().count());
        if marked == Some(at) {
            // An empty cell is marked over its whole width.
            let end = if cell.is_empty() { start.saturating_add(missing) } else { text.len() };
            mark = Some(start..end);
        }
        text.push_str(&" ".repeat(missing));
    }
    let kept =
        text.trim_end_matches([' ', '│']).len().max(mark.as_ref().map_or(0, |mark| mark.end));
    text.truncate(kept);
    if marked.is_none() {
        mark = Some(0..text.len());
    }
    ExcerptLine { number, column: 1, text, mark }
}

fn lossy(bytes: Option<&[u8]>) -> String {
    let text = String::from_utf8_lossy(bytes.unwrap_or(&[]));
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

fn first_of(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.split_at(end).0),
    }
}

fn last_of(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    let kept = text.chars().skip(count.saturating_sub(most));
    std::iter::once('…').chain(kept).collect()
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test may fail")]
mod tests {
    use super::*;

    fn shown(excerpt: &Excerpt) -> Vec<String> {
        let marked = |line: &ExcerptLine| {
            let mark = line.mark.clone().unwrap();
            format!("{}| {} <{}>", line.number, line.text, &line.text[mark])
        };
        excerpt.lines.iter().map(marked).collect()
    }

    #[test]
    fn a_text_shows_the_line_of_the_place() {
        let text = b"{\n  \"id\": \"x\",\r\n  \"country\": \"UK\"\n}";
        let at = |part: &str| {
            let text = std::str::from_utf8(text).unwrap();
            let start = text.find(part).unwrap();
            shown(&Excerpt::of_text(text.as_bytes(), &(start..start + part.len()), 1))
        };
        assert_eq!(at("\"UK\""), ["3|   \"country\": \"UK\" <\"UK\">"]);
        assert_eq!(at("{\n  \"id\""), ["1| { <{>"]);
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let text = format!("{}\"given\"{}", "a".repeat(1000), "b".repeat(1000));
        let excerpt = Excerpt::of_text(text.as_bytes(), &(1000..1007), 5);
        let line = shown(&excerpt);
        assert_eq!(
            line,
            [format!("5| …{}\"given\"{}… <\"given\">", "a".repeat(40), "b".repeat(40))]
        );
        let beyond = Excerpt::of_text(b"\xff", &(7..9), 1);
        assert_eq!(beyond.lines.len(), 1);
    }

    #[test]
    fn a_table_shows_the_header_above_the_row() {
        let row = |cells: &[&str]| cells.iter().map(ToString::to_string).collect::<Vec<_>>();
        let rows =
            [(1, row(&["Part", "Qty", "Origin"])), (117, row(&["seeker", "1", "Deutschlnd", ""]))];
        assert_eq!(
            shown(&Excerpt::of_rows(&rows, Some(2))),
            ["1| Part   │ Qty │ Origin <Origin>", "117| seeker │ 1   │ Deutschlnd <Deutschlnd>",]
        );
        assert_eq!(
            shown(&Excerpt::of_rows(&rows, Some(3)))[1],
            "117| seeker │ 1   │ Deutschlnd │   < >"
        );
        assert_eq!(
            shown(&Excerpt::of_rows(&rows, None))[0],
            "1| Part   │ Qty │ Origin <Part   │ Qty │ Origin>"
        );
    }
}
