//! The processes that a pipeline can start as.
//!
//! A template has shapes and colours but no words: each part has a key, and the message catalogue
//! has its name in the language of whoever makes the pipeline.

use crate::Colour;

/// A process to start from.
#[derive(Debug, Clone, Copy)]
pub struct PipelineTemplate {
    /// Names the template: `sales`. Its words have the keys `template-sales`,
    /// `template-sales-stage-lead`, `template-sales-field-value`, `template-sales-choice-…`.
    pub key: &'static str,
    /// The stages, first to last.
    pub stages: &'static [StageTemplate],
    /// The fields, first to last.
    pub fields: &'static [FieldTemplate],
}

/// A stage of a template.
#[derive(Debug, Clone, Copy)]
pub struct StageTemplate {
    /// Names the stage within the template.
    pub key: &'static str,
    /// Its colour.
    pub colour: Colour,
}

/// A field of a template.
#[derive(Debug, Clone, Copy)]
pub struct FieldTemplate {
    /// Names the field within the template.
    pub key: &'static str,
    /// What its cells hold.
    pub kind: KindTemplate,
}

/// What the cells of a template's field hold.
#[derive(Debug, Clone, Copy)]
pub enum KindTemplate {
    /// Text.
    Text,
    /// A number.
    Number,
    /// An amount of money, in the currency of whoever makes the pipeline.
    Currency,
    /// A date.
    Date,
    /// A checkbox.
    Checkbox,
    /// One of these choices, by their keys.
    Dropdown(&'static [&'static str]),
    /// A member of the team.
    Person,
}

// A stage's colour says how far along it is: cool at the start, warm where work is, green for a
// good end, red for a bad one, grey for what rests.
const GREY: Colour = Colour::from_hex(0x5f_63_68);
const BLUE: Colour = Colour::from_hex(0x1a_73_e8);
const CYAN: Colour = Colour::from_hex(0x12_9e_af);
const PURPLE: Colour = Colour::from_hex(0x93_34_e6);
const ORANGE: Colour = Colour::from_hex(0xe8_71_0a);
const YELLOW: Colour = Colour::from_hex(0xf9_ab_00);
const GREEN: Colour = Colour::from_hex(0x18_80_38);
const RED: Colour = Colour::from_hex(0xd9_30_25);

const fn stage(key: &'static str, colour: Colour) -> StageTemplate {
    StageTemplate { key, colour }
}

const fn field(key: &'static str, kind: KindTemplate) -> FieldTemplate {
    FieldTemplate { key, kind }
}

const PRIORITY: KindTemplate = KindTemplate::Dropdown(&["low", "medium", "high", "urgent"]);

/// The templates, in the order in which they are offered.
pub const TEMPLATES: &[PipelineTemplate] = &[
    PipelineTemplate {
        key: "sales",
        stages: &[
            stage("lead", GREY),
            stage("contacted", BLUE),
            stage("qualified", CYAN),
            stage("proposal", PURPLE),
            stage("negotiation", ORANGE),
            stage("won", GREEN),
            stage("lost", RED),
        ],
        fields: &[
            field("value", KindTemplate::Currency),
            field("close-date", KindTemplate::Date),
            field("owner", KindTemplate::Person),
            field(
                "source",
                KindTemplate::Dropdown(&["referral", "website", "event", "outbound"]),
            ),
            field("next-step", KindTemplate::Text),
        ],
    },
    PipelineTemplate {
        key: "hiring",
        stages: &[
            stage("applied", GREY),
            stage("screen", BLUE),
            stage("interview", PURPLE),
            stage("onsite", ORANGE),
            stage("offer", YELLOW),
            stage("hired", GREEN),
            stage("rejected", RED),
        ],
        fields: &[
            field("role", KindTemplate::Text),
            field("recruiter", KindTemplate::Person),
            field("interview-date", KindTemplate::Date),
            field("salary", KindTemplate::Currency),
            field(
                "source",
                KindTemplate::Dropdown(&["referral", "job-board", "agency", "inbound"]),
            ),
            field("references", KindTemplate::Checkbox),
        ],
    },
    PipelineTemplate {
        key: "fundraising",
        stages: &[
            stage("prospect", GREY),
            stage("intro", BLUE),
            stage("pitched", PURPLE),
            stage("diligence", ORANGE),
            stage("term-sheet", YELLOW),
            stage("committed", GREEN),
            stage("passed", RED),
        ],
        fields: &[
            field("amount", KindTemplate::Currency),
            field(
                "kind",
                KindTemplate::Dropdown(&["angel", "fund", "strategic", "foundation"]),
            ),
            field("lead", KindTemplate::Checkbox),
            field("owner", KindTemplate::Person),
            field("next-meeting", KindTemplate::Date),
        ],
    },
    PipelineTemplate {
        key: "deal-flow",
        stages: &[
            stage("inbound", GREY),
            stage("first-look", BLUE),
            stage("meeting", PURPLE),
            stage("diligence", ORANGE),
            stage("committee", YELLOW),
            stage("invested", GREEN),
            stage("passed", RED),
        ],
        fields: &[
            field(
                "round",
                KindTemplate::Dropdown(&["pre-seed", "seed", "series-a", "later"]),
            ),
            field("raising", KindTemplate::Currency),
            field("sector", KindTemplate::Text),
            field("partner", KindTemplate::Person),
            field("introduced-by", KindTemplate::Text),
        ],
    },
    PipelineTemplate {
        key: "support",
        stages: &[
            stage("new", BLUE),
            stage("open", PURPLE),
            stage("waiting", YELLOW),
            stage("escalated", RED),
            stage("solved", GREEN),
        ],
        fields: &[
            field("priority", PRIORITY),
            field("assignee", KindTemplate::Person),
            field(
                "topic",
                KindTemplate::Dropdown(&["billing", "account", "product", "other"]),
            ),
            field("due", KindTemplate::Date),
        ],
    },
    PipelineTemplate {
        key: "bugs",
        stages: &[
            stage("reported", GREY),
            stage("confirmed", BLUE),
            stage("in-progress", ORANGE),
            stage("review", PURPLE),
            stage("fixed", GREEN),
            stage("wont-fix", RED),
        ],
        fields: &[
            field("severity", PRIORITY),
            field("assignee", KindTemplate::Person),
            field("version", KindTemplate::Text),
            field("steps", KindTemplate::Text),
            field("regression", KindTemplate::Checkbox),
        ],
    },
    PipelineTemplate {
        key: "product",
        stages: &[
            stage("idea", GREY),
            stage("research", BLUE),
            stage("design", PURPLE),
            stage("build", ORANGE),
            stage("beta", CYAN),
            stage("launched", GREEN),
        ],
        fields: &[
            field("owner", KindTemplate::Person),
            field("effort", KindTemplate::Number),
            field("impact", PRIORITY),
            field("launch-date", KindTemplate::Date),
        ],
    },
    PipelineTemplate {
        key: "projects",
        stages: &[
            stage("backlog", GREY),
            stage("planned", BLUE),
            stage("active", ORANGE),
            stage("blocked", RED),
            stage("done", GREEN),
        ],
        fields: &[
            field("owner", KindTemplate::Person),
            field("due", KindTemplate::Date),
            field("budget", KindTemplate::Currency),
            field("priority", PRIORITY),
        ],
    },
    PipelineTemplate {
        key: "blank",
        stages: &[
            stage("to-do", GREY),
            stage("doing", BLUE),
            stage("done", GREEN),
        ],
        fields: &[],
    },
];
