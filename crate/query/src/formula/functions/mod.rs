//! The functions: their names, how many arguments they take, and who works them out.

mod dates;
mod logic;
mod numbers;
mod statistics;
mod text;

use super::evaluate::{Evaluator, Outcome};
use super::tree::Place;

/// A call: where it is, and its arguments.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) place: Place,
    pub(super) arguments: &'a [Place],
}

impl Call<'_> {
    /// An argument; the parser has seen to it that those which must be there are.
    fn argument(self, index: usize) -> Place {
        self.optional(index).unwrap_or(self.place)
    }

    fn optional(self, index: usize) -> Option<Place> {
        self.arguments.get(index).copied()
    }
}

macro_rules! functions {
    ($($function:ident $name:literal $least:literal to $most:expr => $family:ident::$work:ident;)*) => {
        /// A function of the language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Function {
            $($function),*
        }

        const ALL: &[Function] = &[$(Function::$function),*];

        impl Function {
            /// Its name, in capitals.
            pub(super) const fn name(self) -> &'static str {
                match self {
                    $(Self::$function => $name),*
                }
            }

            /// The fewest arguments it takes, and the most, if there is a limit.
            pub(super) const fn takes(self) -> (usize, Option<usize>) {
                match self {
                    $(Self::$function => ($least, $most)),*
                }
            }
        }

        /// What a call comes to.
        pub(super) fn call<'a>(
            evaluator: &mut Evaluator<'a>,
            function: Function,
            call: Call<'a>,
        ) -> Outcome<'a> {
            match function {
                $(Function::$function => $family::$work(evaluator, call)),*
            }
        }
    };
}

functions! {
    Abs "ABS" 1 to Some(1) => numbers::abs;
    And "AND" 1 to None => logic::and;
    Average "AVERAGE" 1 to None => statistics::average;
    Ceiling "CEILING" 1 to Some(2) => numbers::ceiling;
    Coalesce "COALESCE" 1 to None => logic::coalesce;
    Concat "CONCAT" 1 to None => text::concat;
    Count "COUNT" 1 to None => statistics::count;
    Date "DATE" 3 to Some(3) => dates::date;
    Day "DAY" 1 to Some(1) => dates::day;
    Days "DAYS" 2 to Some(2) => dates::days;
    Edate "EDATE" 2 to Some(2) => dates::edate;
    Even "EVEN" 1 to Some(1) => numbers::even;
    Floor "FLOOR" 1 to Some(2) => numbers::floor;
    If "IF" 2 to Some(3) => logic::choose;
    IfError "IFERROR" 1 to Some(2) => logic::if_error;
    IsBlank "ISBLANK" 1 to Some(1) => logic::is_blank;
    Left "LEFT" 1 to Some(2) => text::left;
    Len "LEN" 1 to Some(1) => text::len;
    Lower "LOWER" 1 to Some(1) => text::lower;
    Max "MAX" 1 to None => statistics::max;
    Median "MEDIAN" 1 to None => statistics::median;
    Mid "MID" 3 to Some(3) => text::mid;
    Min "MIN" 1 to None => statistics::min;
    Mod "MOD" 2 to Some(2) => numbers::modulo;
    Mode "MODE" 1 to None => statistics::mode;
    Month "MONTH" 1 to Some(1) => dates::month;
    Not "NOT" 1 to Some(1) => logic::not;
    Now "NOW" 0 to Some(0) => dates::now;
    Odd "ODD" 1 to Some(1) => numbers::odd;
    Or "OR" 1 to None => logic::or;
    Right "RIGHT" 1 to Some(2) => text::right;
    Round "ROUND" 1 to Some(2) => numbers::round;
    RoundDown "ROUNDDOWN" 1 to Some(2) => numbers::round_down;
    RoundUp "ROUNDUP" 1 to Some(2) => numbers::round_up;
    Sum "SUM" 1 to None => statistics::sum;
    Switch "SWITCH" 3 to None => logic::switch;
    Today "TODAY" 0 to Some(0) => dates::today;
    Trim "TRIM" 1 to Some(1) => text::trim;
    Upper "UPPER" 1 to Some(1) => text::upper;
    Weekday "WEEKDAY" 1 to Some(2) => dates::weekday;
    Year "YEAR" 1 to Some(1) => dates::year;
}

impl Function {
    /// The function of this name, in any case.
    pub(super) fn named(name: &str) -> Option<Self> {
        ALL.iter()
            .copied()
            .find(|function| function.name().eq_ignore_ascii_case(name))
    }
}
