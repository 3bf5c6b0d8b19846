//! Actions of a stranger's making, done to a team's records as the server does them.

use boxwood_model::Effect;
use boxwood_sync::{FrameKind, PushRequest, decode, encode};

use crate::frames::mended;
use crate::sample::{context, owner, team};

/// Does all that a push asks for, as an owner. Whatever is not refused leaves records that can be
/// written as JSON and read again as the same.
pub(crate) fn run(bytes: &[u8]) {
    let Some((_, frame)) = mended(bytes) else {
        return;
    };
    let Ok(push) = decode::<PushRequest>(FrameKind::PushRequest, &frame) else {
        return;
    };
    let mut state = team().clone();
    let mut done = 0_u32;
    for (count, (_, action)) in (0..).zip(&push.intents) {
        let context = context(owner(), count);
        let Ok(effects) = action.plan(context, &state) else {
            continue;
        };
        assert!(
            action.plan(context, &state).as_ref() == Ok(&effects),
            "the same action has another effect"
        );
        for effect in &effects {
            effect.apply(context.stamp, &mut state);
            whole(effect);
        }
        done += 1;
    }
    if done > 0 {
        crate::files::survives(&state);
    }
}

/// An effect travels: what was written of it must be read.
fn whole(effect: &Effect) {
    let written = encode(FrameKind::Entry, effect);
    assert!(written.is_ok(), "an effect cannot be written");
}
