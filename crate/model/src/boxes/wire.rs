//! What a box looks like in journals, segments and messages: one field after the other, however it
//! lies in memory.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::parts::{Parts, SomeParts};
use super::{BoxHead, BoxRecord, StageHistory};
use crate::{
    Association, BoxId, Comment, CommentId, ContactId, FieldId, FileId, FileLink, LiteMap, Mail,
    Meeting, MeetingId, MessageId, Millis, OrderKey, OrganizationId, PipelineId, Register,
    Registers, StageId, StampedSet, Task, TaskId, Thread, ThreadId, UserId, Value,
};

/// Declares the fields in their order once for a box that is read, and once for one that is lent to
/// be written.
macro_rules! wire {
    (own { $($own:ident: $own_type:ty,)* } parts { $($part:ident: $part_type:ty,)* } own { $($last:ident: $last_type:ty,)* }) => {
        #[derive(Deserialize)]
        #[serde(rename = "BoxRecord")]
        struct Read {
            id: BoxId,
            $($own: $own_type,)*
            $($part: $part_type,)*
            $($last: $last_type,)*
        }

        #[derive(Serialize)]
        #[serde(rename = "BoxRecord")]
        struct Lent<'r> {
            id: &'r BoxId,
            $($own: &'r $own_type,)*
            $($part: &'r $part_type,)*
            $($last: &'r $last_type,)*
        }

        impl Serialize for BoxRecord {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let head = self.head();
                let lent = Lent {
                    id: &self.id,
                    $($own: &head.$own,)*
                    $($part: &self.parts.$part,)*
                    $($last: &head.$last,)*
                };
                lent.serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for BoxRecord {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let read = Read::deserialize(deserializer)?;
                let parts = SomeParts::from(Parts { $($part: read.$part,)* });
                let head = BoxHead {
                    $($own: read.$own,)*
                    $($last: read.$last,)*
                };
                Ok(Self::from_head(read.id, &head, parts))
            }
        }
    };
}

wire! {
    own {
        pipeline: Register<PipelineId>,
        created_at: Millis,
        created_by: UserId,
        name: Register<String>,
        notes: Register<String>,
        stage: Register<StageId>,
        stage_history: StageHistory,
        position: Register<Option<OrderKey>>,
        values: Registers<FieldId, Value>,
    }
    parts {
        assignees: StampedSet<UserId>,
        followers: StampedSet<UserId>,
        links: StampedSet<BoxId>,
        contacts: Registers<ContactId, Option<Association>>,
        organizations: Registers<OrganizationId, Option<Association>>,
        threads: Registers<ThreadId, Option<Thread>>,
        mails: Registers<MessageId, Mail>,
        tasks: LiteMap<TaskId, Task>,
        comments: LiteMap<CommentId, Comment>,
        meetings: LiteMap<MeetingId, Meeting>,
        files: LiteMap<FileId, FileLink>,
    }
    own {
        archived: Register<bool>,
        deleted: Register<bool>,
        merged_into: Register<Option<BoxId>>,
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;
    use crate::{Hlc, Stamp};

    fn record() -> BoxRecord {
        let stamp = |n: u64| Stamp {
            at: Hlc::at(1_773_057_600_000 + n),
            node: 7,
        };
        let user = UserId::from_bytes([1; 16]);
        let mut record = BoxRecord::new(
            BoxId::from_bytes([2; 16]),
            PipelineId::from_bytes([3; 16]),
            StageId::from_bytes([4; 16]),
            "Acme".to_owned(),
            user,
            stamp(1),
        );
        record.put_to_stage(StageId::from_bytes([5; 16]), stamp(2));
        let cell = Register::new(Value::Text("said".to_owned()), stamp(3));
        record.change(|head| head.values.insert(FieldId::from_bytes([6; 16]), cell));
        let thread = Some(Thread {
            subject: "Hello".to_owned(),
        });
        let thread = Register::new(thread, stamp(4));
        record.threads.insert(ThreadId("18f".to_owned()), thread);
        let task = Task::new("Call".to_owned(), None, user, stamp(5));
        record.tasks.insert(TaskId::from_bytes([8; 16]), task);
        record.assignees.insert(user, Register::new(true, stamp(6)));
        record.change(|head| head.archived.set(true, stamp(7)));
        record
    }

    #[test]
    fn a_box_is_written_field_by_field_in_this_order() {
        fn add(bytes: &mut Vec<u8>, field: &impl Serialize) {
            bytes.extend(postcard::to_stdvec(field).unwrap());
        }
        let record = record();
        let head = record.head();
        let mut bytes = Vec::new();
        add(&mut bytes, &record.id);
        add(&mut bytes, &head.pipeline);
        add(&mut bytes, &head.created_at);
        add(&mut bytes, &head.created_by);
        add(&mut bytes, &head.name);
        add(&mut bytes, &head.notes);
        add(&mut bytes, &head.stage);
        add(&mut bytes, &head.stage_history);
        add(&mut bytes, &head.position);
        add(&mut bytes, &head.values);
        add(&mut bytes, &record.assignees);
        add(&mut bytes, &record.followers);
        add(&mut bytes, &record.links);
        add(&mut bytes, &record.contacts);
        add(&mut bytes, &record.organizations);
        add(&mut bytes, &record.threads);
        add(&mut bytes, &record.mails);
        add(&mut bytes, &record.tasks);
        add(&mut bytes, &record.comments);
        add(&mut bytes, &record.meetings);
        add(&mut bytes, &record.files);
        add(&mut bytes, &head.archived);
        add(&mut bytes, &head.deleted);
        add(&mut bytes, &head.merged_into);
        assert_eq!(postcard::to_stdvec(&record).unwrap(), bytes);
        assert_eq!(postcard::from_bytes::<BoxRecord>(&bytes).unwrap(), record);
    }
}
