//! What there is to say of every box, as one row of bytes.
//!
//! As a struct it took two hundred bytes besides what is in it, most of them stamps, and nearly all
//! stamps of a box are the same or soon after one another. In a row they are told from the earliest
//! of the box's own, the first stamp; ids of stages, fields and choices are told from the pipeline's,
//! with which they were made, and people from the maker. In order:
//!
//! * [`FIXED`] bytes: the pipeline, the maker, the first stamp, and [flags](flag), among which is a bit
//!   for each [`Slot`] whose stamp is another one;
//! * the stage, the name and the notes, and the place if there is one;
//! * the [cells](Cells) with their stamps;
//! * when the box was made, if that is not the moment of the first stamp;
//! * the stamps of those slots, and the box that it was merged into, if there is one;
//! * the steps: how many, and the stamp and stage of each, but for the last if it is the box's stage.
//!
//! What is asked for most lies in front. The same head is always the same row.

use super::bytes::{self, Reader};
use super::cells::{self, Cells};
use super::head::{BoxHead, Slot, StageHistory};
use crate::{BoxId, Hlc, LiteMap, Millis, OrderKey, PipelineId, Register, StageId, Stamp, UserId};

/// The bytes of a row's fixed part.
const FIXED: usize = 46;

mod flag {
    pub(super) const ARCHIVED: u16 = 1 << 8;
    pub(super) const DELETED: u16 = 1 << 9;
    pub(super) const PLACED: u16 = 1 << 10;
    pub(super) const MERGED: u16 = 1 << 11;
    /// The box was not made at the moment of the first stamp.
    pub(super) const MADE_OTHERWHEN: u16 = 1 << 12;
    /// The last step is the box's stage, and is not told.
    pub(super) const STAGE_IS_LAST: u16 = 1 << 13;
}

/// A row of bytes.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Row(Box<[u8]>);

/// What is behind the cells of a row.
struct Rest {
    created_at: Millis,
    /// Of all slots, in order.
    stamps: [Stamp; Slot::ALL.len()],
    merged_into: Option<BoxId>,
    steps: LiteMap<Stamp, StageId>,
}

impl Row {
    pub(super) fn pack(head: &BoxHead) -> Self {
        let stamps = Slot::ALL.map(|slot| head.stamp(slot));
        let first = stamps.iter().copied().min().unwrap_or_default();
        let pipeline = head.pipeline.value.as_bytes();
        let mut flags = 0;
        for slot in Slot::ALL {
            raise(&mut flags, slot.bit(), head.stamp(slot) != first);
        }
        let last = head.stage_history.iter().next_back();
        let is_last = last == Some((head.stage.stamp, head.stage.value));
        let is_otherwhen = head.created_at != first.at.millis();
        raise(&mut flags, flag::ARCHIVED, head.archived.value);
        raise(&mut flags, flag::DELETED, head.deleted.value);
        raise(&mut flags, flag::PLACED, head.position.value.is_some());
        raise(&mut flags, flag::MERGED, head.merged_into.value.is_some());
        raise(&mut flags, flag::MADE_OTHERWHEN, is_otherwhen);
        raise(&mut flags, flag::STAGE_IS_LAST, is_last);

        let mut out = Vec::with_capacity(512);
        out.extend_from_slice(pipeline);
        out.extend_from_slice(head.created_by.as_bytes());
        out.extend(u64::from(first.at).to_le_bytes());
        out.extend(first.node.to_le_bytes());
        out.extend(flags.to_le_bytes());
        bytes::id(head.stage.value.as_bytes(), pipeline, &mut out);
        for text in [&head.name.value, &head.notes.value] {
            bytes::varint(text.len() as u64, &mut out);
            out.extend_from_slice(text.as_bytes());
        }
        if let Some(position) = &head.position.value {
            let position = position.as_bytes();
            bytes::varint(position.len() as u64, &mut out);
            out.extend_from_slice(position);
        }
        let origin = cells::Origin {
            pipeline,
            maker: head.created_by.as_bytes(),
            first,
        };
        cells::write(&head.values, origin, &mut out);
        if is_otherwhen {
            bytes::varint(head.created_at, &mut out);
        }
        for stamp in stamps.into_iter().filter(|stamp| *stamp != first) {
            bytes::stamp(stamp, first, &mut out);
        }
        if let Some(other) = &head.merged_into.value {
            out.extend_from_slice(other.as_bytes());
        }
        let told = head.stage_history.len() - usize::from(is_last);
        bytes::varint(told as u64, &mut out);
        for (stamp, stage) in head.stage_history.iter().take(told) {
            bytes::stamp(stamp, first, &mut out);
            bytes::id(stage.as_bytes(), pipeline, &mut out);
        }
        Self(out.into())
    }

    pub(super) fn unpack(&self) -> BoxHead {
        let rest = self.rest();
        let [
            pipeline,
            name,
            notes,
            stage,
            position,
            archived,
            deleted,
            merged_into,
        ] = rest.stamps;
        BoxHead {
            pipeline: Register::new(self.pipeline(), pipeline),
            created_at: rest.created_at,
            created_by: self.created_by(),
            name: Register::new(self.name().to_owned(), name),
            notes: Register::new(self.notes().to_owned(), notes),
            stage: Register::new(self.stage(), stage),
            stage_history: StageHistory::from(rest.steps),
            position: Register::new(self.position(), position),
            values: self.cells().iter().collect(),
            archived: Register::new(self.archived(), archived),
            deleted: Register::new(self.deleted(), deleted),
            merged_into: Register::new(rest.merged_into, merged_into),
        }
    }

    pub(super) const fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Some bytes of the fixed part; zeros for a row that is cut short, which none is.
    fn fixed<const N: usize>(&self, from: usize) -> &[u8; N] {
        let bytes = self.0.get(from..).and_then(|bytes| bytes.first_chunk());
        bytes.unwrap_or(&[0; N])
    }

    pub(super) fn pipeline(&self) -> PipelineId {
        PipelineId::from_bytes(*self.fixed(0))
    }

    pub(super) fn created_by(&self) -> UserId {
        UserId::from_bytes(*self.fixed(16))
    }

    fn first(&self) -> Stamp {
        Stamp {
            at: Hlc::from(u64::from_le_bytes(*self.fixed(32))),
            node: u32::from_le_bytes(*self.fixed(40)),
        }
    }

    fn flags(&self) -> u16 {
        u16::from_le_bytes(*self.fixed(44))
    }

    pub(super) fn archived(&self) -> bool {
        self.flags() & flag::ARCHIVED != 0
    }

    pub(super) fn deleted(&self) -> bool {
        self.flags() & flag::DELETED != 0
    }

    /// Behind the fixed part.
    fn told(&self) -> Reader<'_> {
        Reader(self.0.get(FIXED..).unwrap_or_default())
    }

    pub(super) fn stage(&self) -> StageId {
        let pipeline: &[u8; bytes::ID] = self.fixed(0);
        StageId::from_bytes(self.told().id(pipeline))
    }

    pub(super) fn name(&self) -> &str {
        let mut reader = self.told();
        reader.skip_id();
        text(&mut reader)
    }

    pub(super) fn notes(&self) -> &str {
        let mut reader = self.told();
        reader.skip_id();
        reader.skip();
        text(&mut reader)
    }

    pub(super) fn cells(&self) -> Cells<'_> {
        let mut reader = self.told();
        reader.skip_id();
        reader.skip();
        reader.skip();
        if self.flags() & flag::PLACED != 0 {
            reader.skip();
        }
        let origin = cells::Origin {
            pipeline: self.fixed(0),
            maker: self.fixed(16),
            first: self.first(),
        };
        Cells::read(reader, origin)
    }

    pub(super) fn stamp(&self, slot: Slot) -> Stamp {
        if self.flags() & slot.bit() == 0 {
            return self.first();
        }
        let (_, stamps, _) = self.stamps();
        stamps[slot as usize]
    }

    pub(super) fn created_at(&self) -> Millis {
        if self.flags() & flag::MADE_OTHERWHEN == 0 {
            return self.first().at.millis();
        }
        self.cells().behind().varint()
    }

    /// The bytes of the place.
    pub(super) fn place(&self) -> Option<&[u8]> {
        if self.flags() & flag::PLACED == 0 {
            return None;
        }
        let mut reader = self.told();
        reader.skip_id();
        reader.skip();
        reader.skip();
        let len = reader.size();
        Some(reader.take(len))
    }

    /// None too for bytes that are no place: hostile ones are read into one unseen.
    pub(super) fn position(&self) -> Option<OrderKey> {
        OrderKey::from_bytes(self.place()?.to_vec()).ok()
    }

    pub(super) fn merged_into(&self) -> Option<BoxId> {
        if self.flags() & flag::MERGED == 0 {
            return None;
        }
        let (_, _, mut reader) = self.stamps();
        self.merged(&mut reader)
    }

    /// The steps that the box was put to, earliest first.
    pub(super) fn steps(&self) -> impl Iterator<Item = (Stamp, StageId)> + '_ {
        let (_, stamps, mut reader) = self.stamps();
        self.merged(&mut reader);
        let (first, pipeline) = (self.first(), self.fixed::<{ bytes::ID }>(0));
        let told = reader.size();
        let told = (0..told).map(move |_| {
            let stamp = reader.stamp(first);
            (stamp, StageId::from_bytes(reader.id(pipeline)))
        });
        let is_last = self.flags() & flag::STAGE_IS_LAST != 0;
        told.chain(is_last.then(|| (stamps[Slot::Stage as usize], self.stage())))
    }

    fn rest(&self) -> Rest {
        let (created_at, stamps, mut reader) = self.stamps();
        Rest {
            created_at,
            stamps,
            merged_into: self.merged(&mut reader),
            steps: self.steps().collect(),
        }
    }

    /// When the box was made, the stamps of all slots, and what is behind them.
    fn stamps(&self) -> (Millis, [Stamp; Slot::ALL.len()], Reader<'_>) {
        let mut reader = self.cells().behind();
        let (flags, first) = (self.flags(), self.first());
        let created_at = if flags & flag::MADE_OTHERWHEN == 0 {
            first.at.millis()
        } else {
            reader.varint()
        };
        let stamps = Slot::ALL.map(|slot| {
            if flags & slot.bit() == 0 {
                first
            } else {
                reader.stamp(first)
            }
        });
        (created_at, stamps, reader)
    }

    fn merged(&self, reader: &mut Reader<'_>) -> Option<BoxId> {
        (self.flags() & flag::MERGED != 0)
            .then(|| BoxId::from_bytes(bytes::joined(&[], reader.take(bytes::ID))))
    }
}

fn raise(flags: &mut u16, bit: u16, is_up: bool) {
    if is_up {
        *flags |= bit;
    }
}

fn text<'r>(reader: &mut Reader<'r>) -> &'r str {
    let len = reader.size();
    str::from_utf8(reader.take(len)).unwrap_or_default()
}
