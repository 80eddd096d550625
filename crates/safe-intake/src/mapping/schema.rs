//! The JSON Schema of mapping files is `mapping.schema.json`; the test holds it against the reader.
