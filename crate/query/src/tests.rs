//! Tests of contents and views.

mod activity;
mod collation;
mod columns;
mod expressions;
mod fields;
mod grouping;
mod keeping_up;
mod keys;
mod library;
mod parts;
mod records;
mod sequences;
mod sheets;
mod sorting;
mod summaries;
mod time;
mod windows;
