//! Cutting a flight into EAP-TLS fragments, RFC 5216 §2.1.5, and cutting it wrongly.
//!
//! The healthy server makes a plan: the packets of the flight in order. A [`FramingFault`] is a function from such a
//! plan to a worse one; nothing else in the server knows of it.

use std::collections::VecDeque;

use flightcheck_proto::eap::tls::Flags;

use crate::scenario::fault::FramingFault;

/// One EAP-TLS packet to be: its Type-Data in parts, and whether it gets an Identifier of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The flags octet; `None` leaves the Type-Data empty.
    pub flags: Option<Flags>,
    /// TLS Message Length field, if it is to be there.
    pub total_length: Option<u32>,
    /// TLS data.
    pub data: Vec<u8>,
    /// True when the packet carries the Identifier of the one before.
    pub keeps_identifier: bool,
}

impl Planned {
    fn new(flags: u8, total_length: Option<u32>, data: &[u8]) -> Self {
        Self { flags: Some(Flags(flags)), total_length, data: data.to_vec(), keeps_identifier: false }
    }

    /// The acknowledgement of a fragment: flags and no data.
    #[must_use]
    pub fn ack() -> Self {
        Self::new(0, None, &[])
    }

    /// The Start packet, RFC 5216 §2.1.1: the S flag and no data.
    #[must_use]
    pub fn start() -> Self {
        Self::new(Flags::START, None, &[])
    }

    /// Type-Data of the packet.
    #[must_use]
    pub fn type_data(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(5 + self.data.len());
        out.extend(self.flags.map(|flags| flags.0));
        out.extend(self.total_length.into_iter().flat_map(u32::to_be_bytes));
        out.extend_from_slice(&self.data);
        out
    }

    fn set(&mut self, flag: u8) {
        self.flags = self.flags.map(|flags| Flags(flags.0 | flag));
    }

    fn clear(&mut self, flag: u8) {
        self.flags = self.flags.map(|flags| Flags(flags.0 & !flag));
    }

    fn claim_length(&mut self, length: u32) {
        self.set(Flags::LENGTH);
        self.total_length = Some(length);
    }
}

/// Cuts a flight: L with the length of the flight on the first of several fragments, M on all but the last.
#[must_use]
pub fn plan(flight: &[u8], fragment_size: usize) -> VecDeque<Planned> {
    let total = length_of(flight);
    let mut plan: VecDeque<_> =
        flight.chunks(fragment_size.max(1)).map(|data| Planned::new(Flags::MORE, None, data)).collect();
    if plan.len() > 1 {
        plan[0].claim_length(total);
    }
    if let Some(last) = plan.back_mut() {
        last.clear(Flags::MORE);
    }
    plan
}

fn length_of(flight: &[u8]) -> u32 {
    u32::try_from(flight.len()).unwrap_or(u32::MAX)
}

/// Spoils the plan of the server's first flight with handshake data.
pub fn spoil(plan: &mut VecDeque<Planned>, fault: FramingFault, fragment_size: usize) {
    let total = plan.iter().map(|packet| length_of(&packet.data)).sum::<u32>();
    match fault {
        FramingFault::LengthMissingOnFirst => on_first(plan, |first| {
            first.clear(Flags::LENGTH);
            first.total_length = None;
        }),
        FramingFault::LengthRepeated => plan.iter_mut().for_each(|packet| packet.claim_length(total)),
        FramingFault::LengthChanges => {
            plan.iter_mut().zip(0..).for_each(|(packet, nth)| packet.claim_length(total + nth));
        }
        FramingFault::LengthOnUnfragmented => on_first(plan, |first| first.claim_length(total)),
        FramingFault::LengthSmaller => on_first(plan, |first| first.claim_length(total / 2)),
        FramingFault::LengthLarger => on_first(plan, |first| first.claim_length(total + 1)),
        FramingFault::LengthFourGiB => on_first(plan, |first| first.claim_length(u32::MAX)),
        FramingFault::LengthZero => on_first(plan, |first| {
            first.claim_length(0);
            first.set(Flags::MORE);
        }),
        FramingFault::MoreOnLast => plan.back_mut().into_iter().for_each(|last| last.set(Flags::MORE)),
        FramingFault::MoreMissing => plan.get_mut(1).into_iter().for_each(|middle| middle.clear(Flags::MORE)),
        FramingFault::EmptyFragment => plan.insert(plan.len().min(1), Planned::new(Flags::MORE, None, &[])),
        FramingFault::StartMidHandshake => plan.get_mut(1).into_iter().for_each(|next| *next = Planned::start()),
        FramingFault::AckUnexpected => plan.push_front(Planned::ack()),
        FramingFault::IdentifierRepeated => {
            plan.get_mut(1).into_iter().for_each(|next| next.keeps_identifier = true);
        }
        FramingFault::Endless => make_endless(plan, fragment_size),
        // These strike elsewhere: on the Start packet, on acknowledgements, or on every packet.
        FramingFault::StartWithData
        | FramingFault::StartFragmented
        | FramingFault::StartTruncatedLength
        | FramingFault::StartTwice
        | FramingFault::AckWithoutFlags
        | FramingFault::DataInsteadOfAck
        | FramingFault::ReservedBits => {}
    }
}

fn on_first(plan: &mut VecDeque<Planned>, change: impl FnOnce(&mut Planned)) {
    plan.front_mut().into_iter().for_each(change);
}

/// Goes on past every bound a receiver can have: 128 KiB, twice the most that RFC 5216 §2.1.5 speaks of (64 KB).
fn make_endless(plan: &mut VecDeque<Planned>, fragment_size: usize) {
    const ENDLESS: usize = 128 * 1024;
    on_first(plan, |first| {
        first.clear(Flags::LENGTH);
        first.total_length = None;
    });
    let filler = Planned::new(Flags::MORE, None, &vec![0; fragment_size]);
    plan.iter_mut().for_each(|packet| packet.set(Flags::MORE));
    plan.extend(std::iter::repeat_n(filler, ENDLESS / fragment_size.max(1)));
}

/// The Start packet, healthy or not.
#[must_use]
pub fn start(fault: Option<FramingFault>) -> Planned {
    let mut start = Planned::start();
    match fault {
        Some(FramingFault::StartWithData) => start.data = vec![0; 4],
        Some(FramingFault::StartFragmented) => start.set(Flags::MORE),
        Some(FramingFault::StartTruncatedLength) => {
            start.set(Flags::LENGTH);
            start.data = vec![0; 2];
        }
        _ => {}
    }
    start
}

/// The acknowledgement of a fragment, healthy or not.
#[must_use]
pub fn acknowledgement(fault: Option<FramingFault>) -> Planned {
    let mut ack = Planned::ack();
    match fault {
        Some(FramingFault::AckWithoutFlags) => ack.flags = None,
        Some(FramingFault::DataInsteadOfAck) => ack.data = vec![0; 4],
        _ => {}
    }
    ack
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(plan: &VecDeque<Planned>) -> Vec<(String, Option<u32>, usize)> {
        plan.iter()
            .map(|packet| {
                let flags = packet.flags.map_or_else(|| "none".to_owned(), |flags| flags.to_string());
                (flags, packet.total_length, packet.data.len())
            })
            .collect()
    }

    fn spoiled(fault: FramingFault) -> Vec<(String, Option<u32>, usize)> {
        let mut plan = plan(&[7; 25], 10);
        spoil(&mut plan, fault, 10);
        shape(&plan)
    }

    fn packet(flags: &str, total_length: Option<u32>, len: usize) -> (String, Option<u32>, usize) {
        (flags.to_owned(), total_length, len)
    }

    #[test]
    fn a_flight_is_cut_with_its_length_on_the_first_fragment() {
        let cut = plan(&[7; 25], 10);
        assert_eq!(shape(&cut), [packet("LM", Some(25), 10), packet("M", None, 10), packet("-", None, 5)]);
    }

    #[test]
    fn a_flight_that_fits_has_no_length() {
        assert_eq!(shape(&plan(&[7; 10], 10)), [packet("-", None, 10)]);
    }

    #[test]
    fn each_length_fault_says_its_length() {
        assert_eq!(spoiled(FramingFault::LengthSmaller)[0], packet("LM", Some(12), 10));
        assert_eq!(spoiled(FramingFault::LengthLarger)[0], packet("LM", Some(26), 10));
        assert_eq!(spoiled(FramingFault::LengthZero)[0], packet("LM", Some(0), 10));
        assert_eq!(spoiled(FramingFault::LengthMissingOnFirst)[0], packet("M", None, 10));
        assert_eq!(spoiled(FramingFault::LengthChanges)[2], packet("L", Some(27), 5));
    }

    #[test]
    fn each_more_fault_moves_its_flag() {
        assert_eq!(spoiled(FramingFault::MoreOnLast)[2], packet("M", None, 5));
        assert_eq!(spoiled(FramingFault::MoreMissing)[1], packet("-", None, 10));
        assert_eq!(spoiled(FramingFault::EmptyFragment)[1], packet("M", None, 0));
    }

    #[test]
    fn an_endless_flight_outgrows_64_kib_and_never_ends() {
        let endless = spoiled(FramingFault::Endless);
        assert!(endless.iter().map(|packet| packet.2).sum::<usize>() > 65_536);
        assert!(endless.iter().all(|packet| packet.0 == "M"));
    }

    #[test]
    fn a_start_with_a_truncated_length_ends_inside_it() {
        assert_eq!(start(Some(FramingFault::StartTruncatedLength)).type_data(), [0xa0, 0, 0]);
    }
}
