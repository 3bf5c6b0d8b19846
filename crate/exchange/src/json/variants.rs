//! The forms of what is one of several: a name, or an object of one name and its content.

use boxwood_model::{
    BuiltIn, ChoiceId, Colour, Column, ContactId, Date, Decimal, FieldId, FieldKind, Handle, Home,
    Layout, MeetingKind, Millis, OrderKey, OrganizationId, PermissionSetId, PipelineId,
    PipelineRole, Reach, Role, Setting, SettingValue, Sharing, Summary, Theme, UserId, Value,
};

use super::JsonProblem;
use super::form::{Fault, Form, KeyForm, ObjectOut, Step, quote};
use super::node::Node;

macro_rules! variants {
    ($($kind:ident, $wanted:literal {
        $($plain:ident = $plain_name:literal),* $(,)?
        $(; $($full:ident($content:ty) = $full_name:literal),* $(,)?)?
    })*) => {$(
        impl Form for $kind {
            fn write(&self, out: &mut String) {
                match self {
                    $(Self::$plain => quote($plain_name, out),)*
                    $($(Self::$full(content) => {
                        let mut object = ObjectOut::new(out);
                        object.put($full_name, content);
                        object.end();
                    })*)?
                }
            }

            fn read(node: Node) -> Result<Self, Fault> {
                match node {
                    Node::Text(name) => match &*name {
                        $($plain_name => Ok(Self::$plain),)*
                        _ => Err(JsonProblem::Wanted($wanted).into()),
                    },
                    Node::Object(entries) => {
                        let entry = <[(String, Node); 1]>::try_from(entries).ok();
                        let [(name, _content)] = entry.ok_or(JsonProblem::Wanted($wanted))?;
                        match &*name {
                            $($($full_name => <$content>::read(_content)
                                .map(Self::$full)
                                .map_err(|fault| fault.at(Step::Name(name))),)*)?
                            _ => Err(JsonProblem::Wanted($wanted).into()),
                        }
                    }
                    _ => Err(JsonProblem::Wanted($wanted).into()),
                }
            }
        }
    )*};
}

variants! {
    Role, "removed, member, owner or payer_only" {
        Removed = "removed", Member = "member", Owner = "owner", PayerOnly = "payer_only",
    }
    Theme, "the name of a theme, such as rainbow" {
        Default = "default", Rainbow = "rainbow", RainbowPale = "rainbow_pale",
        TrafficLight = "traffic_light", Lakeside = "lakeside", Sunset = "sunset", Grey = "grey",
        Blue = "blue", Green = "green", Red = "red", Violet = "violet",
    }
    Reach, "none, assigned or all" {
        None = "none", Assigned = "assigned", All = "all",
    }
    MeetingKind, "call or meeting" {
        Call = "call", Meeting = "meeting",
    }
    Summary, "the name of a summary, such as sum" {
        Count = "count", Sum = "sum", Average = "average", Median = "median", Min = "min",
        Max = "max", Filled = "filled", Empty = "empty", Distinct = "distinct",
    }
    Layout, "table or board" {
        Table = "table", Board = "board",
    }
    Sharing, "private or an object with team" {
        Private = "private";
        Team(PipelineRole) = "team",
    }
    PipelineRole, "admin, editor, creator, assignee, viewer, observer or an object with custom" {
        Admin = "admin", Editor = "editor", Creator = "creator", Assignee = "assignee",
        Viewer = "viewer", Observer = "observer";
        Custom(PermissionSetId) = "custom",
    }
    Home, "team or an object with user or pipeline" {
        Team = "team";
        User(UserId) = "user", Pipeline(PipelineId) = "pipeline",
    }
    Column, "an object with field or built_in" {
        ;
        Field(FieldId) = "field", BuiltIn(BuiltIn) = "built_in",
    }
    FieldKind, "a type, such as text or an object with dropdown" {
        Text = "text", Number = "number", Date = "date", Checkbox = "checkbox", Person = "person",
        Percent = "percent", DateTime = "date_time", Contact = "contact",
        Organization = "organization", Url = "url", Email = "email", Phone = "phone";
        Currency(String) = "currency", Dropdown(Vec<boxwood_model::Choice>) = "dropdown",
        Tags(Vec<boxwood_model::Choice>) = "tags", Rating(u8) = "rating",
        Formula(String) = "formula",
    }
    Value, "empty or an object that says its type, such as number" {
        Empty = "empty";
        Text(String) = "text", Number(Decimal) = "number", Date(Date) = "date",
        Checkbox(bool) = "checkbox", Choice(ChoiceId) = "choice", Person(UserId) = "person",
        Moment(Millis) = "moment", Tags(Vec<ChoiceId>) = "tags", Contact(ContactId) = "contact",
        Organization(OrganizationId) = "organization",
    }
    SettingValue, "unset or an object with flag, text, colour or order" {
        Unset = "unset";
        Flag(bool) = "flag", Text(String) = "text", Colour(Colour) = "colour",
        Order(OrderKey) = "order",
    }
}

impl Form for BuiltIn {
    fn write(&self, out: &mut String) {
        quote(self.key(), out);
    }

    fn read(node: Node) -> Result<Self, Fault> {
        let known = match &node {
            Node::Text(key) => Self::from_key(key),
            _ => None,
        };
        known.ok_or_else(|| JsonProblem::Wanted("a column's key, such as days-in-stage").into())
    }
}

const HANDLES: [Handle; 6] = [
    Handle::Twitter,
    Handle::Facebook,
    Handle::LinkedIn,
    Handle::Instagram,
    Handle::GitHub,
    Handle::Website,
];

pub(super) const fn handle_name(handle: Handle) -> &'static str {
    match handle {
        Handle::Twitter => "twitter",
        Handle::Facebook => "facebook",
        Handle::LinkedIn => "linked_in",
        Handle::Instagram => "instagram",
        Handle::GitHub => "git_hub",
        Handle::Website => "website",
    }
}

pub(super) fn handle_of(name: &str) -> Option<Handle> {
    HANDLES
        .into_iter()
        .find(|handle| handle_name(*handle) == name)
}

impl KeyForm for Setting {
    const WANTED: &'static str = "a setting, such as language or pipeline_order/ and an id";

    fn text(&self) -> String {
        match self {
            Self::Language => "language".to_owned(),
            Self::PipelineOrder(id) => format!("pipeline_order/{id}"),
            Self::PipelineColour(id) => format!("pipeline_colour/{id}"),
            Self::PipelineHidden(id) => format!("pipeline_hidden/{id}"),
            Self::PipelineView(id) => format!("pipeline_view/{id}"),
            Self::StarredView(id) => format!("starred_view/{id}"),
            Self::Folded(part) => format!("folded/{part}"),
            Self::Suggestions => "suggestions".to_owned(),
            Self::FilesItself(id) => format!("files_itself/{id}"),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        match text {
            "language" => return Some(Self::Language),
            "suggestions" => return Some(Self::Suggestions),
            _ => {}
        }
        let (name, of) = text.split_once('/')?;
        Some(match name {
            "pipeline_order" => Self::PipelineOrder(of.parse().ok()?),
            "pipeline_colour" => Self::PipelineColour(of.parse().ok()?),
            "pipeline_hidden" => Self::PipelineHidden(of.parse().ok()?),
            "pipeline_view" => Self::PipelineView(of.parse().ok()?),
            "starred_view" => Self::StarredView(of.parse().ok()?),
            "folded" => Self::Folded(of.to_owned()),
            "files_itself" => Self::FilesItself(of.parse().ok()?),
            _ => return None,
        })
    }
}
