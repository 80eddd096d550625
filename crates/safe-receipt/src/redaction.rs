//! Withholds descriptions, suppliers and costs of a document and of its assessment.

mod policy;

use sha2::{Digest, Sha256};

use crate::commitment::{Salt, Secret};
use crate::error::ReceiptError;
use crate::json::{Json, below};
use policy::{Treatment, treatment_of_assessment, treatment_of_document};

pub use policy::is_withheld_in_document;

/// How addresses of values of an assessment begin; those of a document are its JSON pointers.
pub const ASSESSMENT: &str = "assessment";

/// Withholds values of one document.
///
/// In the document that is the value of the contract; name and id of subcontractors; and
/// description, supplier and costs of each line of a bill. In the assessment it is every amount,
/// the numerators and denominators of shares, what remarks say, the digests of files beside the
/// document, the values of facts that are withheld in the document, and whatever this version does
/// not know to be safe to show. What is not stated, and the structure of both, stays.
#[derive(Debug)]
pub struct Redaction<'s> {
    secret: &'s Secret,
    document: [u8; 32],
}

impl<'s> Redaction<'s> {
    /// For a document by its own bytes, nothing in it withheld.
    #[must_use]
    pub fn new(secret: &'s Secret, document: &[u8]) -> Self {
        Self { secret, document: Sha256::digest(document).into() }
    }

    /// The salt of the value at an address.
    #[must_use]
    pub fn salt(&self, address: &str) -> Salt {
        self.secret.salt(&self.document, address)
    }

    /// The document with its values withheld.
    ///
    /// # Errors
    ///
    /// [`ReceiptError::NotCanonical`], which no value of a document brings about.
    pub fn document(&self, mut document: Json) -> Result<Json, ReceiptError> {
        self.treat(&mut document, "", treatment_of_document())?;
        Ok(document)
    }

    /// The assessment of the document with its values withheld, as one of the document that
    /// has the digest `shown`.
    ///
    /// # Errors
    ///
    /// [`ReceiptError::NotCanonical`], which no value of an assessment brings about.
    pub fn assessment(&self, mut assessment: Json, shown: &str) -> Result<Json, ReceiptError> {
        self.treat(&mut assessment, ASSESSMENT, treatment_of_assessment())?;
        if let Some(procurement) = assessment.member_mut("procurement") {
            procurement.set("sha256", shown.into());
            procurement.set("redacted", Json::Bool(true));
        }
        Ok(assessment)
    }

    fn treat(&self, value: &mut Json, at: &str, how: &Treatment) -> Result<(), ReceiptError> {
        match how {
            Treatment::Show => Ok(()),
            Treatment::Withhold => self.withhold(value, at),
            Treatment::Fact => self.treat_fact(value, at),
            Treatment::Each(inner) => {
                let Json::List(items) = value else { return self.withhold(value, at) };
                let mut each = items.iter_mut().enumerate();
                each.try_for_each(|(index, item)| self.treat(item, &below(at, index), inner))
            }
            Treatment::Members { named, others } => {
                let Json::Object(members) = value else { return self.withhold(value, at) };
                members.iter_mut().try_for_each(|(name, value)| {
                    let own = named.iter().find(|(known, _)| known == name);
                    self.treat(value, &below(at, name), own.map_or(others, |(_, how)| how))
                })
            }
        }
    }

    // The value of a fact has the address that it has in the document, and so the same commitment.
    fn treat_fact(&self, fact: &mut Json, at: &str) -> Result<(), ReceiptError> {
        let place = fact.member("at").and_then(Json::as_text).unwrap_or_default().to_owned();
        let Json::Object(members) = fact else { return self.withhold(fact, at) };
        members.iter_mut().try_for_each(|(name, value)| match name.as_str() {
            "at" | "source" => Ok(()),
            "value" if !is_withheld_in_document(&place) => Ok(()),
            "value" => self.withhold(value, &place),
            _ => self.withhold(value, &below(at, name)),
        })
    }

    /// Withholds every text and number in a value.
    fn withhold(&self, value: &mut Json, at: &str) -> Result<(), ReceiptError> {
        match value {
            Json::Null | Json::Bool(_) => Ok(()),
            Json::Number(_) | Json::Text(_) => {
                *value = Json::Text(self.salt(at).commitment(value)?);
                Ok(())
            }
            Json::List(items) => {
                let mut each = items.iter_mut().enumerate();
                each.try_for_each(|(index, item)| self.withhold(item, &below(at, index)))
            }
            Json::Object(members) => members
                .iter_mut()
                .try_for_each(|(name, value)| self.withhold(value, &below(at, name))),
        }
    }
}
