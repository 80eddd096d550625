//! Bills of materials in CycloneDX JSON.
