//! A receipt as it is written and read.

use crate::canonical::canonical;
use crate::envelope::Envelope;
use crate::error::ReceiptError;
use crate::json::Json;
use crate::key::PrivateKey;

/// A statement, signed or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    statement: Json,
    envelope: Option<Envelope>,
}

impl Receipt {
    /// A receipt that nobody has signed.
    #[must_use]
    pub fn unsigned(statement: Json) -> Self {
        Self { statement, envelope: None }
    }

    /// A receipt that is signed with a key.
    ///
    /// # Errors
    ///
    /// [`ReceiptError::NotCanonical`] where the statement has no canonical form.
    pub fn signed(statement: Json, key: &PrivateKey) -> Result<Self, ReceiptError> {
        let envelope = Envelope::sign(canonical(&statement)?, key);
        Ok(Self { statement, envelope: Some(envelope) })
    }

    /// Reads a receipt, whether it is signed or not.
    ///
    /// # Errors
    ///
    /// [`ReceiptError::NotJson`] and [`ReceiptError::NotReceipt`].
    pub fn read(text: &[u8]) -> Result<Self, ReceiptError> {
        let json = Json::read(text)?;
        let (statement, envelope) = if json.member("payload").is_some() {
            let envelope = Envelope::read(&json)?;
            (Json::read(envelope.payload())?, Some(envelope))
        } else {
            (json, None)
        };
        for at in ["/_type", "/subject", "/predicateType", "/predicate"] {
            if statement.at(at).is_none() {
                return Err(ReceiptError::NotReceipt { at, wanted: "there" });
            }
        }
        Ok(Self { statement, envelope })
    }

    /// What it says.
    #[must_use]
    pub fn statement(&self) -> &Json {
        &self.statement
    }

    /// Its envelope; `None`: nobody has signed it.
    #[must_use]
    pub fn envelope(&self) -> Option<&Envelope> {
        self.envelope.as_ref()
    }

    /// The receipt as it is written: canonical JSON on one line, without a line end.
    ///
    /// # Errors
    ///
    /// [`ReceiptError::NotCanonical`] where the statement has no canonical form.
    pub fn to_line(&self) -> Result<String, ReceiptError> {
        let bytes = match &self.envelope {
            Some(envelope) => canonical(&envelope.to_json()),
            None => canonical(&self.statement),
        };
        String::from_utf8(bytes?).map_err(|_| ReceiptError::NotCanonical)
    }
}
