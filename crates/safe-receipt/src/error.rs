//! Why something is no receipt, no key, or cannot be bound.

/// What is wrong with a receipt, a key, a secret, or what they are about.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReceiptError {
    /// A text that is no JSON, or JSON that two programs may read as two different things.
    #[error("line {line}, column {column}: {why}")]
    NotJson {
        /// Line from 1.
        line: usize,
        /// Column from 1.
        column: usize,
        /// What the reader says.
        why: String,
    },
    /// A value that RFC 8785 has no form for.
    #[error("a value that has no canonical form; write numbers as whole ones or as texts")]
    NotCanonical,
    /// A member that is not there, or is something else.
    #[error("`{at}` is not {wanted}; give an assessment as `safe-check assess` writes it")]
    Member {
        /// Where it should be, as a JSON pointer.
        at: String,
        /// What should stand there.
        wanted: &'static str,
    },
    /// An assessment whose trace was not written.
    #[error("the assessment has no trace, and a receipt binds one; write it with `--trace full`")]
    NoTrace,
    /// A receipt without the members of one.
    #[error("no receipt: `{at}` is not {wanted}; give the file that `--receipt` wrote")]
    NotReceipt {
        /// Where it should be, as a JSON pointer.
        at: &'static str,
        /// What should stand there.
        wanted: &'static str,
    },
    /// A key that cannot be read.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A secret that can be guessed.
    #[error("a secret of {bytes} bytes; it needs at least {least}, made at random")]
    ShortSecret {
        /// How many it has.
        bytes: usize,
        /// How many it needs.
        least: usize,
    },
    /// Openings that are not in order.
    #[error("no openings: `{at}` is not {wanted}; give what `safe-check openings` printed")]
    NotOpenings {
        /// Where it should be, as a JSON pointer.
        at: String,
        /// What should stand there.
        wanted: &'static str,
    },
}

/// What is wrong with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// A text without a PEM block.
    #[error("no key in PEM; `openssl genpkey -algorithm ed25519` makes one")]
    NotPem,
    /// A private key that asks for a password.
    #[error(
        "a private key under a password; give one without, as `openssl pkey -in KEY -out PLAIN` writes it"
    )]
    Encrypted,
    /// A public key where a private one signs.
    #[error("a public key, with which nothing can be signed; give the private one")]
    Public,
    /// A private key where a public one checks.
    #[error(
        "a private key, which belongs to whoever signs; `openssl pkey -in KEY -pubout` writes the public one"
    )]
    Private,
    /// A key of another kind, or damaged.
    #[error("no Ed25519 key; `openssl genpkey -algorithm ed25519` makes one")]
    OtherKind,
}
