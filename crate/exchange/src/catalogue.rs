//! Records that can be gone through in the order of their ids.

use std::ops::Bound;
use std::ops::Deref;

use boxwood_model::{
    BoxId, BoxRecord, Contact, ContactId, Layered, Member, Organization, OrganizationId, Records,
    State, UserId,
};

/// Records that can be gone through in the order of their ids, a few at a time.
pub trait Catalogue: Records {
    /// The first box after this one, or of all; deleted ones too.
    fn box_after(&self, id: Option<BoxId>) -> Option<&BoxRecord>;
    /// The first contact after this one, or of all; deleted ones too.
    fn contact_after(&self, id: Option<ContactId>) -> Option<&Contact>;
    /// The first organization after this one, or of all; deleted ones too.
    fn organization_after(&self, id: Option<OrganizationId>) -> Option<&Organization>;
    /// The first person after this one, or of all; removed ones too.
    fn member_after(&self, id: Option<UserId>) -> Option<&Member>;
}

macro_rules! catalogue {
    ($($after:ident $many:ident: $id:ty => $record:ty;)*) => {
        impl Catalogue for State {
            $(fn $after(&self, id: Option<$id>) -> Option<&$record> {
                let from = id.map_or(Bound::Unbounded, Bound::Excluded);
                let mut rest = self.$many.range((from, Bound::Unbounded));
                rest.next().map(|(_, record)| record)
            })*
        }

        impl<T: Deref<Target = State>, B: Catalogue + ?Sized> Catalogue for Layered<'_, T, B> {
            $(fn $after(&self, id: Option<$id>) -> Option<&$record> {
                match (self.top.$after(id), self.below.$after(id)) {
                    // A changed copy hides what is below it.
                    (Some(above), Some(below)) if above.id <= below.id => Some(above),
                    (_, Some(below)) => Some(below),
                    (above, None) => above,
                }
            })*
        }
    };
}

catalogue! {
    box_after boxes: BoxId => BoxRecord;
    contact_after contacts: ContactId => Contact;
    organization_after organizations: OrganizationId => Organization;
    member_after members: UserId => Member;
}
