//! The words that the made-up records are made of.

pub(crate) const STAGES: [&str; 6] = ["Lead", "Contacted", "Qualified", "Proposal", "Won", "Lost"];
pub(crate) const SOURCES: [&str; 6] = [
    "Referral",
    "Website",
    "Trade fair",
    "Outbound",
    "Partner",
    "Former customer",
];
pub(crate) const TAGS: [&str; 8] = [
    "enterprise",
    "renewal",
    "urgent",
    "public sector",
    "pilot",
    "training",
    "second site",
    "key account",
];
pub(crate) const FIRST: [&str; 16] = [
    "Alder", "Brass", "Copper", "Delta", "Ember", "Fjord", "Granite", "Harbour", "Juniper",
    "Kestrel", "Linden", "Orchard", "Quarry", "Thistle", "Willow", "Zürich",
];
pub(crate) const SECOND: [&str; 16] = [
    "Foods",
    "Logistics",
    "Bikes",
    "Clinic",
    "Energy",
    "Print",
    "Tools",
    "Media",
    "Mills",
    "Optics",
    "Travel",
    "Systems",
    "Paper",
    "Motors",
    "Studio",
    "Farms",
];
pub(crate) const ABOUT: [&str; 8] = [
    "new fleet",
    "yearly contract",
    "pilot",
    "second site",
    "renewal",
    "spare parts",
    "training days",
    "framework agreement",
];
pub(crate) const STEPS: [&str; 8] = [
    "Send the price list",
    "Call on Monday about the delivery dates",
    "Wait for their lawyers",
    "Meet at the trade fair in March",
    "Ask for the floor plan",
    "Send the contract",
    "Visit the site with an engineer",
    "Remind them in a month",
];
pub(crate) const NOTES: [&str; 5] = [
    "They want delivery before the season begins, and asked twice about spare parts.",
    "Decision lies with the board, which meets at the end of the quarter.",
    "Budget is set. They compare us with two others; price matters less than service.",
    "Former customer; left over a late delivery three years ago. Be punctual.",
    "Speak with the head of operations, not with purchasing.",
];
pub(crate) const FIRST_NAMES: [&str; 12] = [
    "Ann", "Bert", "Clara", "Dora", "Emil", "Frida", "Georg", "Hanna", "Ivo", "Jana", "Karl", "Lea",
];
pub(crate) const LAST_NAMES: [&str; 12] = [
    "Archer", "Baker", "Cook", "Draper", "Eder", "Fisher", "Gruber", "Hofer", "Ivens", "Jäger",
    "Keller", "Lang",
];
