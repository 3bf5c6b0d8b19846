//! Numbers as bytes: little-endian, of seven bits a byte, and of so many bits each.

/// Appends a number, seven bits a byte, the low ones first.
pub(super) fn put_varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7F | 0x80) as u8);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads what [`put_varint`] wrote, and goes on behind it; 0 at the end.
pub(super) fn varint(bytes: &[u8], at: &mut usize) -> u64 {
    let mut number = 0;
    let mut shift = 0;
    while let Some(byte) = bytes.get(*at) {
        *at += 1;
        number |= u64::from(byte & 0x7F) << shift;
        shift += 7;
        if byte & 0x80 == 0 || shift > 63 {
            break;
        }
    }
    number
}

/// Goes behind so many numbers that [`put_varint`] wrote.
pub(super) fn skip_varints(bytes: &[u8], at: &mut usize, count: u64) {
    for _ in 0..count {
        while bytes.get(*at).is_some_and(|byte| byte & 0x80 != 0) {
            *at += 1;
        }
        if *at >= bytes.len() {
            return;
        }
        *at += 1;
    }
}

/// The `n`th number of four bytes; 0 past the end.
pub(super) fn u32_at(bytes: &[u8], n: usize) -> u32 {
    let at = n.saturating_mul(4);
    let four = bytes.get(at..).and_then(|rest| rest.first_chunk());
    four.map_or(0, |four| u32::from_le_bytes(*four))
}

/// The `n`th number of eight bytes; 0 past the end.
pub(super) fn i64_at(bytes: &[u8], n: usize) -> i64 {
    let at = n.saturating_mul(8);
    let eight = bytes.get(at..).and_then(|rest| rest.first_chunk());
    eight.map_or(0, |eight| i64::from_le_bytes(*eight))
}

/// The `n`th number of sixteen bytes; 0 past the end.
pub(super) fn u128_at(bytes: &[u8], n: usize) -> u128 {
    let at = n.saturating_mul(16);
    let all = bytes.get(at..).and_then(|rest| rest.first_chunk());
    all.map_or(0, |all| u128::from_le_bytes(*all))
}

/// How many bits the largest of these takes.
pub(super) fn width(numbers: &[u32]) -> u8 {
    let all = numbers.iter().fold(0, |all, number| all | number);
    (32 - all.leading_zeros()) as u8
}

/// Appends numbers of `bits` bits each.
pub(super) fn put_bits(numbers: &[u32], bits: u8, out: &mut Vec<u8>) {
    let (mut held, mut count) = (0_u64, 0);
    for number in numbers {
        held |= u64::from(*number) << count;
        count += bits;
        while count >= 8 {
            out.push(held as u8);
            held >>= 8;
            count -= 8;
        }
    }
    if count > 0 {
        out.push(held as u8);
    }
}

/// How many bytes `count` numbers of `bits` bits take.
pub(super) const fn bits_len(count: usize, bits: u8) -> usize {
    (count * bits as usize).div_ceil(8)
}

/// Reads what [`put_bits`] wrote at `start`; the eight bytes behind it must be there too, or what
/// is read is 0.
pub(super) fn bits(bytes: &[u8], start: usize, bits: u8, out: &mut [u32]) {
    let bits = usize::from(bits.min(32));
    let mask = (1_u64 << bits) - 1;
    let bytes = bytes.get(start..).unwrap_or_default();
    let mut bit = 0;
    for number in out {
        let eight = bytes.get(bit >> 3..).and_then(|rest| rest.first_chunk());
        let eight = eight.map_or(0, |eight| u64::from_le_bytes(*eight));
        *number = (eight >> (bit & 7) & mask) as u32;
        bit += bits;
    }
}
