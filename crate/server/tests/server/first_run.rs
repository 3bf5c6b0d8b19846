//! The page with which a new server's owner begins.

use boxwood_model::Role;
use boxwood_sync::{FrameKind, Hello};

use crate::world::{Answer, World, bearer, call};

type Headers = Vec<(&'static str, String)>;

/// The headers of a browser that sends the form from the server's own page.
fn browser(world: &World) -> Headers {
    vec![
        ("origin", format!("http://{}", world.addr())),
        ("sec-fetch-site", "same-origin".to_owned()),
        (
            "content-type",
            "application/x-www-form-urlencoded".to_owned(),
        ),
    ]
}

async fn page(world: &World, headers: &Headers) -> Answer {
    call(world.addr(), "GET", "/", headers, b"").await
}

async fn submit(world: &World, headers: &Headers, form: &str) -> Answer {
    call(world.addr(), "POST", "/", headers, form.as_bytes()).await
}

/// `headers` with one changed, added or taken away.
fn with(mut headers: Headers, name: &'static str, value: Option<&str>) -> Headers {
    headers.retain(|(other, _)| *other != name);
    headers.extend(value.map(|value| (name, value.to_owned())));
    headers
}

/// The text of the first element with these attributes.
fn text_of<'a>(page: &'a str, attributes: &str) -> &'a str {
    let (_, rest) = page
        .split_once(&format!(" {attributes}>"))
        .unwrap_or_else(|| panic!("no {attributes} in {page}"));
    rest.split_once('<').unwrap().0
}

const ANN: &str = "email=Ann%40Example.com&name=Ann+%3Cb%3E";

fn has_form(answer: &Answer) -> bool {
    answer.text().contains("<form")
}

#[tokio::test]
async fn the_first_one_becomes_the_owner_and_is_the_only_one() {
    let world = World::start().await;
    let first = page(&world, &Vec::new()).await;
    assert_eq!(first.status.as_u16(), 200);
    assert!(has_form(&first));
    let policy = first.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("script"));
    assert!(!first.text().contains("<script"));

    let welcome = submit(&world, &browser(&world), ANN).await;
    assert_eq!(welcome.status.as_u16(), 200, "{}", welcome.text());
    assert_eq!(welcome.header("cache-control"), Some("no-store"));
    let text = welcome.text();
    let token = text_of(&text, "id=\"token\"");
    assert_eq!(
        text_of(&text, "id=\"address\""),
        format!("http://{}", world.addr())
    );
    let hello: Hello = call(world.addr(), "GET", "/sync/v1/hello", &bearer(token), b"")
        .await
        .frame(FrameKind::Hello);
    assert_eq!(hello.email, "ann@example.com");
    let (_, member) = world.operate(|it| it.tokens()).unwrap().remove(0);
    let member = member.unwrap();
    assert_eq!(member.role.value, Role::Owner);
    assert_eq!(member.name.value, "Ann <b>");

    let second = submit(&world, &browser(&world), "email=eve%40example.com&name=Eve").await;
    assert_eq!(second.status.as_u16(), 409);
    assert!(!second.text().contains("bxw_"));
    let after = page(&world, &Vec::new()).await;
    assert!(!has_form(&after) && !after.text().contains("ann@"));
    assert_eq!(world.operate(|it| it.tokens()).unwrap().len(), 1);
}

#[tokio::test]
async fn of_two_at_once_one_becomes_the_owner() {
    let world = World::start().await;
    let headers = browser(&world);
    let (a, b) = tokio::join!(
        submit(&world, &headers, ANN),
        submit(&world, &headers, "email=ben%40example.com&name="),
    );
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[tokio::test]
async fn a_team_that_the_command_line_began_is_set_up() {
    let world = World::start().await;
    world
        .operate(|it| it.new_token("ann@example.com", None))
        .unwrap();
    assert!(!has_form(&page(&world, &Vec::new()).await));
    let answer = submit(&world, &browser(&world), ANN).await;
    assert_eq!(answer.status.as_u16(), 409);
}

#[tokio::test]
async fn only_this_page_at_this_machine_may_send_the_form() {
    let world = World::start().await;
    let good = browser(&world);
    let silent = with(with(good.clone(), "origin", None), "sec-fetch-site", None);
    for bad in [
        with(good.clone(), "origin", Some("https://evil.example.com")),
        with(good.clone(), "origin", Some("null")),
        with(good.clone(), "origin", Some("http://127.0.0.1:1")),
        with(good.clone(), "sec-fetch-site", Some("cross-site")),
        with(good.clone(), "sec-fetch-site", Some("same-site")),
        with(good.clone(), "sec-fetch-site", Some("none")),
        with(good.clone(), "host", Some("evil.example.com")),
        with(good.clone(), "host", Some("127.0.0.1.evil.example.com")),
        with(good.clone(), "x-forwarded-for", Some("10.0.0.1")),
        with(good.clone(), "forwarded", Some("for=10.0.0.1")),
        silent,
    ] {
        let answer = submit(&world, &bad, ANN).await;
        assert_eq!(answer.status.as_u16(), 403, "{bad:?}");
    }
    // A name that another site gave to this machine: its own page would say the same.
    let rebound = vec![
        ("host", "evil.example.com".to_owned()),
        ("origin", "http://evil.example.com".to_owned()),
        ("sec-fetch-site", "same-origin".to_owned()),
        (
            "content-type",
            "application/x-www-form-urlencoded".to_owned(),
        ),
    ];
    assert_eq!(submit(&world, &rebound, ANN).await.status.as_u16(), 403);
    assert!(!has_form(&page(&world, &rebound).await));
    assert!(world.operate(|it| it.tokens()).unwrap().is_empty());

    // Either sign of a browser is enough.
    let old = with(good, "sec-fetch-site", None);
    assert_eq!(submit(&world, &old, ANN).await.status.as_u16(), 200);
}

#[tokio::test]
async fn what_cannot_be_an_address_is_asked_for_again() {
    let world = World::start().await;
    let headers = browser(&world);
    let hostile = "email=%22%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&name=%3Cscript%3E";
    let answer = submit(&world, &headers, hostile).await;
    assert_eq!(answer.status.as_u16(), 422);
    assert!(has_form(&answer));
    assert!(!answer.text().contains("<img") && !answer.text().contains("<script"));
    let answer = submit(&world, &headers, "name=Ann").await;
    assert_eq!(answer.status.as_u16(), 400);
    assert!(world.operate(|it| it.tokens()).unwrap().is_empty());
    assert!(has_form(&page(&world, &Vec::new()).await), "still nobody");
}

#[tokio::test]
async fn the_style_is_a_file_of_its_own() {
    let world = World::start().await;
    let answer = call(world.addr(), "GET", "/page.css", &[], b"").await;
    assert_eq!(answer.status.as_u16(), 200);
    assert_eq!(
        answer.header("content-type"),
        Some("text/css; charset=utf-8")
    );
}
