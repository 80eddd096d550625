//! Open Document spreadsheets as office programs write them.

use super::{archive, shown, unchosen};

/// The rows of the workbooks that are kept as files.
pub(super) const CONTENT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content><office:automatic-styles>
<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>
<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>
<table:table table:name="Cover" table:style-name="ta1"><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
<table:table table:name="BOM" table:style-name="ta1"><table:table-column table:number-columns-repeated="7"/>
<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="4" table:number-rows-spanned="1"><text:p>Bill of<text:s/>materials</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="3"/></table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="7"/></table:table-row>
<table:table-header-rows><table:table-row><table:table-cell office:value-type="string"><text:p>Id</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Part<text:s/></text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Quantity</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Unit cost</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Origin</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>From</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Own</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell office:value-type="float" office:value="749"><text:p>749</text:p></table:table-cell><table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation><text:p>Größe &quot;M&quot;, <text:span>zł</text:span></text:p></table:table-cell><table:table-cell office:value-type="float" office:value="4"/><table:table-cell office:value-type="currency" office:value="25.27"><text:p>25,27 EUR</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>DE</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-05-30"/><table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>0750</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>two</text:p><text:p>lines</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.5"/><table:table-cell office:value-type="float" office:value="2.6749999999999998"/><table:table-cell office:value-type="string"><text:p>PL</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-05-30T12:00:00"/><table:table-cell office:value-type="boolean" office:boolean-value="false"/></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>751</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>=not a formula</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="2"/><table:table-cell office:value-type="float" office:value="0.30000000000000004"/><table:table-cell office:value-type="string"><text:p>UA</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="0.75"/></table:table-row>
<table:table-row table:visibility="collapse"><table:table-cell office:value-type="string"><text:p>752</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>hidden</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="1"/><table:table-cell office:value-type="float" office:value="1234567.891"/><table:table-cell office:value-type="string"><text:p>FR</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>753</text:p></table:table-cell><table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="1" office:value-type="string"><text:p>group</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="3"/><table:table-cell office:value-type="float" office:value="1E-07"/><table:table-cell office:value-type="string"><text:p>IT</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>754</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type="float" office:value="3"/><table:table-cell office:value-type="float" office:value="-5"/><table:table-cell office:value-type="string"><text:p>IT</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>755</text:p></table:table-cell><table:table-cell table:formula="of:=&quot;a&quot;&amp;&quot;b&quot;" office:value-type="string"><text:p>ab</text:p></table:table-cell><table:table-cell table:formula="of:=[.C4]*2" office:value-type="float" office:value="8"/><table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>
</table:table>
<table:table table:name="Secret" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="string"><text:p>notes</text:p></table:table-cell></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>"#;

pub(super) fn bill() -> Vec<u8> {
    document(CONTENT)
}

pub(super) fn document(content: &str) -> Vec<u8> {
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", content),
    ])
}

#[test]
fn repeated_cells_stand_in_each_place_and_formulas_without_a_value_in_theirs() {
    let content = "<table:table table:name=\"A\"><table:table-row table:number-rows-repeated=\"2\">\
        <table:table-cell/><table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" \
        office:value=\"1\"/></table:table-row><table:table-row table:number-rows-repeated=\"5\" \
        table:visibility=\"filter\"/><table:table-row table:visibility=\"filter\"><table:table-cell \
        table:formula=\"of:=1+1\"/></table:table-row></table:table>";
    assert_eq!(
        shown("bom.ods", &document(content), &unchosen()),
        ["1: 2 1, 3 1", "2: 2 1, 3 1", "8 (hidden): 1 unsaved"]
    );
}

#[test]
fn hidden_columns_are_known() {
    let content = "<table:table table:name=\"A\"><table:table-column table:number-columns-repeated=\"2\"/>\
        <table:table-column-group><table:table-column table:visibility=\"collapse\"/></table:table-column-group>\
        <table:table-column table:number-columns-repeated=\"2\" table:visibility=\"filter\"/>\
        <table:table-column table:number-columns-repeated=\"16379\"/><table:table-row><table:table-cell \
        office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table>";
    assert_eq!(
        shown("bom.ods", &document(content), &unchosen()),
        ["1: 1 1", "column 3 (hidden)", "column 4 (hidden)", "column 5 (hidden)"]
    );
}

#[test]
fn rows_that_are_repeated_no_number_of_times_are_a_problem() {
    for count in ["-3", "0", "two", ""] {
        let content = format!(
            "<table:table table:name=\"A\"><table:table-row table:number-rows-repeated=\"{count}\">\
             <table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>\
             </table:table>"
        );
        assert_eq!(
            shown("bom.ods", &document(&content), &unchosen()),
            [format!(
                "bom.ods: `{count}` rows or cells are to be repeated; open it in a spreadsheet \
                 program, which may mend it, and save it again"
            )]
        );
    }
}
