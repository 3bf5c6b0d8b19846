//! What somebody may see of all records: said once more, without logs and scopes, to compare with.

use boxwood_model::{Home, PipelineId, Reach, Records as _, State, UserId, has_element};

/// The records that a person who is in the team may see.
#[must_use]
pub fn visible(all: &State, user: UserId) -> State {
    let reach = |id: PipelineId| {
        let pipeline = all.pipeline(id);
        pipeline.map_or(Reach::None, |pipeline| pipeline.rights_of(user).view)
    };
    let mut seen = all.clone();
    seen.pipelines.retain(|id, _| reach(*id) > Reach::None);
    seen.boxes.retain(|_, record| {
        let is_theirs = has_element(&record.assignees, &user);
        reach(record.pipeline()).covers(is_theirs)
    });
    let at_home = |home: Home| match home {
        Home::Team => true,
        Home::User(owner) => owner == user,
        Home::Pipeline(id) => reach(id) > Reach::None,
    };
    seen.views.retain(|_, view| at_home(view.home));
    seen.snippets.retain(|_, snippet| at_home(snippet.home));
    seen.settings.retain(|owner, _| *owner == user);
    seen.lessons.retain(|_, lesson| lesson.user == user);
    seen
}
