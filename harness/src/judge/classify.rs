//! How an authentication ended, and whose doing a failure was: its layer and class.

use crate::authenticator::{Discarded, Ending};
use crate::play::observation::Observation;
use crate::reader::SW_OK;
use crate::scenario::model::Outcome;
use crate::scenario::values::Class;
use crate::trace::flights::cleartext_alerts;

/// The outcome of an authentication, and the class of its failure.
#[must_use]
pub fn classify(seen: &Observation) -> (Outcome, Option<Class>) {
    match &seen.ending {
        Ending::Accepted { msk } => accepted(seen, msk.as_ref()),
        Ending::Rejected => (Outcome::Reject, Some(rejected(seen))),
        Ending::CardSilent => (Outcome::NoAnswer, Some(card_silent(seen))),
        Ending::ServerSilent => (Outcome::NoAnswer, Some(Class::known("radius", "no-response"))),
        Ending::ServerUnusable(Discarded::BadAuthenticator) => {
            (Outcome::NoAnswer, Some(Class::known("radius", "bad-authenticator")))
        }
        Ending::ServerUnusable(_) => (Outcome::NoAnswer, Some(Class::known("radius", "unusable-response"))),
    }
}

/// An acceptance counts only when the card agrees, and its MSK is the server's and that of the MPPE keys.
fn accepted(seen: &Observation, mppe: Option<&[u8; 64]>) -> (Outcome, Option<Class>) {
    let Some(card) = &seen.card.msk else {
        return (Outcome::NoAnswer, Some(Class::known("eap", "success-discarded")));
    };
    let Some(mppe) = mppe else { return (Outcome::Accept, Some(Class::known("radius", "no-mppe-keys"))) };
    let server = seen.server.as_ref().map_or(Some(*mppe), |server| server.msk);
    let agreed = card.as_slice() == mppe && server.as_ref() == Some(mppe);
    (Outcome::Accept, (!agreed).then(|| Class::known("keys", "mismatch")))
}

/// What the server says of its reason; else what its alert says; else nothing but that it failed.
fn rejected(seen: &Observation) -> Class {
    let server = seen.server.as_ref().and_then(|server| server.failure.clone());
    server
        .or_else(|| seen.refusal.clone())
        .or_else(|| {
            cleartext_alerts(&seen.trace).last().and_then(|(_, alert)| {
                alert.description.name().map(|description| Class::known("tls", description))
            })
        })
        .unwrap_or_else(|| Class::known("eap", "failure"))
}

fn card_silent(seen: &Observation) -> Class {
    match seen.card.status {
        Some(status) if status != SW_OK => Class::known("apdu", &format!("{status:04x}")),
        _ => Class::known("eap", "no-response"),
    }
}
