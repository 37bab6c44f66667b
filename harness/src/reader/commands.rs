//! The commands of profile `security-module` (CARD.md), as a reader sends them.

/// The applet's AID: F0 (proprietary without registration, ISO/IEC 7816-5 §8.2.2) and `FLIGHTCHECK`.
pub const AID: [u8; 12] = *b"\xf0FLIGHTCHECK";

/// Class of the applet's commands.
const CLA: u8 = 0xa0;
/// The most command data in a short APDU, ISO/IEC 7816-3 §12.1.3.
pub const MAX_SHORT_DATA: usize = 255;
/// Le that asks for as much as there is.
const LE_MAX: u8 = 0x00;

/// P1 of the commands that carry EAP in segments: more follow.
const MORE_SEGMENTS: u8 = 0x01;
/// P1 of the last segment.
const LAST_SEGMENT: u8 = 0x00;

/// A command that carries an EAP packet in segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EapCommand {
    /// Process-EAP.
    Process,
    /// Process-EAP-Encrypt with the record type in P2; 0 is application_data.
    Encrypt(u8),
    /// Process-EAP-Decrypt.
    Decrypt,
}

impl EapCommand {
    const fn ins_p2(self) -> (u8, u8) {
        match self {
            Self::Process => (0x80, 0x00),
            Self::Encrypt(record_type) => (0x84, record_type),
            Self::Decrypt => (0x88, 0x00),
        }
    }

    /// The command APDUs that carry `eap`: as few as can be, each but the last with P1 = 01.
    #[must_use]
    pub fn segments(self, eap: &[u8]) -> Vec<Vec<u8>> {
        let (ins, p2) = self.ins_p2();
        let mut segments: Vec<_> =
            eap.chunks(MAX_SHORT_DATA).map(|data| case3(ins, MORE_SEGMENTS, p2, data)).collect();
        if let Some(last) = segments.last_mut() {
            last[2] = LAST_SEGMENT;
            last.push(LE_MAX);
        }
        segments
    }
}

/// SELECT by AID, ISO/IEC 7816-4 §11.1.1.
#[must_use]
pub fn select(aid: &[u8]) -> Vec<u8> {
    let mut command = vec![0x00, 0xa4, 0x04, 0x00, length_byte(aid)];
    command.extend_from_slice(aid);
    command
}

/// Reset-State; the answer is one byte, the state left.
#[must_use]
pub fn reset_state() -> Vec<u8> {
    vec![CLA, 0x19, 0x10, 0x00, 0x01]
}

/// GET-SESSION-KEY; the answer is the MSK.
#[must_use]
pub fn get_session_key() -> Vec<u8> {
    vec![CLA, 0xa6, 0x00, 0x00, 0x40]
}

/// GET RESPONSE for so many bytes, 0 meaning 256.
#[must_use]
pub fn get_response(le: u8) -> Vec<u8> {
    vec![CLA, 0xc0, 0x00, 0x00, le]
}

fn case3(ins: u8, p1: u8, p2: u8, data: &[u8]) -> Vec<u8> {
    let mut command = vec![CLA, ins, p1, p2, length_byte(data)];
    command.extend_from_slice(data);
    command
}

fn length_byte(data: &[u8]) -> u8 {
    u8::try_from(data.len()).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_packet_is_one_command_with_le() {
        assert_eq!(
            EapCommand::Process.segments(&[1, 0, 0, 5, 1]),
            [[0xa0, 0x80, 0, 0, 5, 1, 0, 0, 5, 1, 0]]
        );
    }

    #[test]
    fn a_long_packet_is_cut_at_255_and_only_the_last_says_so() {
        let segments = EapCommand::Decrypt.segments(&[7; 300]);
        let heads: Vec<_> = segments.iter().map(|segment| (segment[2], segment[4], segment.len())).collect();
        assert_eq!(heads, [(1, 255, 5 + 255), (0, 45, 5 + 45 + 1)]);
    }
}
