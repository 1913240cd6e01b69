//! Identities: random UUIDs (version 4), one newtype a noun, so that they cannot be mixed up.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// A stream of new identities from one random seed: pure, so that an import can be repeated.
#[derive(Clone, Debug)]
pub struct IdSource {
    seed: [u8; 16],
    drawn: u64,
}

impl IdSource {
    /// `seed` must be fresh random bytes for every source that feeds a ledger.
    pub fn new(seed: [u8; 16]) -> Self {
        Self { seed, drawn: 0 }
    }

    /// The next identity.
    pub fn next_uuid(&mut self) -> Uuid {
        let digest = Sha256::new_with_prefix(self.seed).chain_update(self.drawn.to_be_bytes());
        self.drawn += 1;
        let mut bytes = [0; 16];
        for (byte, drawn) in bytes.iter_mut().zip(digest.finalize()) {
            *byte = drawn;
        }
        Builder::from_random_bytes(bytes).into_uuid()
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new identity.
            pub fn new(ids: &mut IdSource) -> Self {
                Self(ids.next_uuid())
            }

            /// Reads the usual text form.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::parse_str(text).ok().map(Self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// One ledger: the data set of one bureau on one computer.
    LedgerId,
    /// An office, section, brigade or bureau.
    OfficeId,
    /// One person of the roster.
    PersonId,
    /// A training group.
    GroupId,
    /// A plan of one year.
    PlanId,
    /// One batch of a rotation.
    BatchId,
    /// A training session that was or will be held.
    SessionId,
    /// A pair of helper and helped, or a circle.
    PairId,
    /// A task of the year.
    TaskId,
    /// A filled self-assessment form.
    AssessmentId,
    /// A standard that is being written.
    DraftId,
    /// A file received from another office.
    ReceivedId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_identities_and_never_one_twice() {
        let draw = |seed| {
            let mut ids = IdSource::new(seed);
            (0..100).map(|_| PersonId::new(&mut ids)).collect::<Vec<_>>()
        };
        let drawn = draw([7; 16]);
        assert_eq!(drawn, draw([7; 16]));
        assert_ne!(drawn, draw([8; 16]));
        assert_eq!(drawn.iter().collect::<std::collections::BTreeSet<_>>().len(), 100);
    }
}
