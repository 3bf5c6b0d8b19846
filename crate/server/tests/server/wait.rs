//! Waiting for news by calls, where no live connection can be had.

use std::time::Duration;

use boxwood_model::{Operation, PipelineOperation, Role, Scope, Sharing};
use boxwood_server::Which;
use boxwood_sync::{FrameKind, Heads, LiveNotice, encode};
use futures_util::FutureExt as _;

use crate::world::{Answer, Person, World, new_pipeline, soon};

async fn wait(person: &Person) -> Answer {
    let body = encode(FrameKind::PullRequest, &person.next_pull()).unwrap();
    person.post("/sync/v1/wait", &body).await
}

fn heads(answer: &Answer) -> Heads {
    let notice: LiveNotice = answer.frame(FrameKind::LiveNotice);
    notice.heads.into_iter().collect()
}

/// Starts to wait; returns once the server has begun to.
async fn waiting(person: &Person) -> impl Future<Output = Answer> + use<> {
    let person = person.clone();
    let mut waiting = Box::pin(async move { wait(&person).await });
    // What is new when it asks is answered at once, and what is new later too: so it does not matter
    // how far it has come.
    assert!((&mut waiting).now_or_never().is_none());
    waiting
}

#[tokio::test]
async fn it_is_answered_when_there_is_something_new() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let mut ben = world.person("ben@example.com").await;
    ben.pull().await;
    let bens = waiting(&ben).await;
    let (pipeline, _, create) = new_pipeline("Sales");
    let (answer, _) = tokio::join!(bens, ann.push(vec![create]));
    let scope = Scope::Pipeline(pipeline);
    assert_eq!(heads(&answer), Heads::from([(scope, 1)]));
    // Until it is pulled, it is new.
    assert_eq!(heads(&wait(&ben).await), Heads::from([(scope, 1)]));
    ben.pull().await;

    // One that the person may not see any more is news as well.
    let bens = waiting(&ben).await;
    let operation = PipelineOperation::Share(Sharing::Private);
    let hide = ann.push(vec![Operation::Pipeline(pipeline, operation)]);
    let (answer, _) = tokio::join!(bens, hide);
    assert!(heads(&answer).contains_key(&scope));
    assert_eq!(ben.pull().await.lost, [scope]);
}

#[tokio::test]
async fn it_is_answered_with_nothing_after_a_while() {
    let world = World::start_with(|config| {
        config.limits.wait = Duration::from_millis(50);
    })
    .await;
    let mut ann = world.person("ann@example.com").await;
    ann.pull().await;
    assert_eq!(heads(&wait(&ann).await), Heads::new());
}

#[tokio::test]
async fn it_ends_with_the_right_to_know() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let mut ben = world.person("ben@example.com").await;
    ann.pull().await;
    ben.pull().await;
    let bens = waiting(&ben).await;
    let remove = Operation::AddMember {
        id: ben.user,
        email: "ben@example.com".to_owned(),
        name: "Ben".to_owned(),
        role: Role::Removed,
    };
    let (answer, _) = tokio::join!(bens, ann.push(vec![remove]));
    assert_eq!(answer.refusal(), (403, "not-allowed".to_owned()));

    ann.pull().await;
    let anns = waiting(&ann).await;
    let all = Which::Email("ann@example.com".to_owned());
    world.operate(|it| it.revoke(&all)).unwrap();
    assert_eq!(soon(anns).await.refusal().0, 401);
}
