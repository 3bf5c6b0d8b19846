//! The checksum at the end of a frame.

use std::sync::LazyLock;

use crc::{CRC_32_ISO_HDLC, Crc, Table};

/// Made when it is first needed: built into the program, its sixteen kilobytes would be downloaded
/// with the WebAssembly module, and nothing makes random bytes smaller.
static CRC_32: LazyLock<Crc<u32, Table<16>>> =
    LazyLock::new(|| Crc::<u32, Table<16>>::new(&CRC_32_ISO_HDLC));

/// The CRC-32 (IEEE) of these bytes.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    CRC_32.checksum(bytes)
}

#[cfg(test)]
mod tests {
    use super::checksum;

    #[test]
    fn is_the_one_that_the_standard_checks_by() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
        assert_eq!(checksum(b""), 0);
    }

    #[test]
    fn is_that_of_the_bytes_one_by_one() {
        let bytes: Vec<u8> = (0..=u8::MAX).cycle().take(1000).collect();
        for length in 0..bytes.len() {
            let slow = bytes[..length].iter().fold(u32::MAX, |crc, byte| {
                (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                    (crc >> 1) ^ (0xedb8_8320 * (crc & 1))
                })
            });
            assert_eq!(checksum(&bytes[..length]), !slow);
        }
    }
}
