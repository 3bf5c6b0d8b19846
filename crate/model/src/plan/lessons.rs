//! Keeping something of a mail for oneself.

use super::Plan;
use crate::{Effect, Lesson, LessonContent, LessonId, Limits, Place, Refusal, Register, validate};

impl Plan<'_> {
    pub(super) fn learn(
        &self,
        id: LessonId,
        content: &LessonContent,
    ) -> Result<Vec<Effect>, Refusal> {
        let user = self.user()?;
        // Nobody learns what others have for themselves.
        if self
            .records
            .lesson(id)
            .is_some_and(|known| known.user != user)
        {
            return Err(Refusal::NotFound(Place::Lesson));
        }
        validate::count(content.bytes().len(), Limits::LESSON, Place::Lesson)?;
        Ok(vec![Effect::PutLesson(Lesson {
            id,
            user,
            content: Register::new(content.clone(), self.context.stamp),
        })])
    }
}
