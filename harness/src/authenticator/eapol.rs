//! The EAPOL frame that carries EAP, IEEE 802.1X-2010 §11.3: protocol version, packet type, body length, body.

use flightcheck_proto::codec::{DecodeError, Reader};

/// Protocol Version of IEEE 802.1X-2004, which every peer in the field takes.
pub const PROTOCOL_VERSION: u8 = 2;
/// Packet type EAPOL-EAP, IEEE 802.1X-2010 table 11-3.
pub const EAP_PACKET: u8 = 0;

/// Wraps an EAP packet.
#[must_use]
pub fn encode_eap(eap: &[u8]) -> Vec<u8> {
    let length = u16::try_from(eap.len()).unwrap_or(u16::MAX).to_be_bytes();
    let mut frame = vec![PROTOCOL_VERSION, EAP_PACKET, length[0], length[1]];
    frame.extend_from_slice(eap);
    frame
}

/// The EAP packet of a frame; `None` for another packet type. Octets behind the body are padding of the link.
pub fn decode_eap(frame: &[u8]) -> Result<Option<&[u8]>, DecodeError> {
    let mut reader = Reader::new(frame);
    let _version = reader.u8("EAPOL Protocol Version")?;
    let packet_type = reader.u8("EAPOL Packet Type")?;
    let body = reader.vector16("EAPOL Packet Body")?;
    Ok((packet_type == EAP_PACKET).then_some(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip_with_padding() {
        let mut frame = encode_eap(&[3, 1, 0, 4]);
        assert_eq!(frame, [2, 0, 0, 4, 3, 1, 0, 4]);
        frame.extend([0; 38]);
        assert_eq!(decode_eap(&frame), Ok(Some(&[3, 1, 0, 4][..])));
    }

    #[test]
    fn start_frame_has_no_eap() {
        assert_eq!(decode_eap(&[2, 1, 0, 0]), Ok(None));
    }
}
