//! Parts and their uses, each part once, before they become a bill of materials.
