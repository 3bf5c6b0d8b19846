//! What happened, for those who may see what it happened to.

use boxwood_model::{Key, Record, Scope, UserId, has_element};

use super::{Authority, AuthorityStore, Submission};
use crate::history::{HISTORY_MOST, HistoryReply, HistoryRequest, Subject};

impl<S: AuthorityStore> Authority<'_, S> {
    /// What happened to a record or in a scope, newest first. Of what the person may not see there
    /// is nothing, as of what is not there.
    ///
    /// # Errors
    /// See [`Submission`].
    pub fn history(
        &mut self,
        user: UserId,
        request: &HistoryRequest,
    ) -> Result<HistoryReply, Submission<S::Error>> {
        match self.store.record(Key::Member(user))? {
            Some(Record::Member(member)) if member.is_active() => {}
            _ => return Err(Submission::NotAllowed),
        }
        let visible = self.store.heads(user)?.into_iter().map(|(scope, _)| scope);
        let mut scopes: Vec<Scope> = visible.collect();
        let about = match request.subject {
            Subject::Record(key) => {
                scopes.extend(self.by_assignment(user, key, &scopes)?);
                Some(key)
            }
            Subject::Scope(wanted) => {
                scopes.retain(|scope| *scope == wanted);
                None
            }
        };
        let most = usize::try_from(request.most.min(HISTORY_MOST)).unwrap_or(0);
        let before = request.before.unwrap_or(u64::MAX);
        let mut happenings = self.store.told(&scopes, about, before, most + 1)?;
        let more = happenings.len() > most;
        happenings.truncate(most);
        Ok(HistoryReply { happenings, more })
    }

    /// The scope of a box that the person sees because it is assigned to them.
    fn by_assignment(
        &mut self,
        user: UserId,
        key: Key,
        visible: &[Scope],
    ) -> Result<Option<Scope>, S::Error> {
        let Key::Box(_) = key else { return Ok(None) };
        let Some(Record::Box(record)) = self.store.record(key)? else {
            return Ok(None);
        };
        let pipeline = record.pipeline();
        let sees = visible.contains(&Scope::Assigned(pipeline, user))
            && has_element(&record.assignees, &user);
        Ok(sees.then_some(Scope::Pipeline(pipeline)))
    }
}
