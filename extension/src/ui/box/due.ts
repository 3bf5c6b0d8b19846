/** When something is due: as two inputs have it, and in words. */
import type { Due } from "../../generated/Due";
import { editMoment, readMoment, showDate, showMoment, zone } from "../../words/formats";

/** A due date as inputs of the types `date` and `time` have it. */
export interface DueParts {
  date: string;
  /** Empty where the whole day is meant. */
  time: string;
}

/** What inputs have of a due date: a whole day in its own zone, a moment where the person is. */
export function dueParts(due: Due | null): DueParts {
  if (due === null) return { date: "", time: "" };
  if (due.isAllDay) return { date: dayIn(due.at, due.zone), time: "" };
  const [date = "", time = ""] = editMoment(due.at).split("T");
  return { date, time };
}

/** The due date in inputs; none if there is no date. */
export function dueOf({ date, time }: DueParts): Due | null {
  const at = readMoment(`${date}T${time === "" ? "00:00" : time}`);
  return at === undefined ? null : { at, isAllDay: time === "", zone: zone() };
}

/** A due date in words. */
export function showDue(due: Due): string {
  return due.isAllDay ? showDate(dayIn(due.at, due.zone)) : showMoment(due.at);
}

const DAY = 86_400_000;

/** Whether it was due before `now`; a whole day is over at its end. */
export function isOverdue(due: Due, now: number): boolean {
  return now >= (due.isAllDay ? due.at + DAY : due.at);
}

/** The date at a moment in a zone, `YYYY-MM-DD`; in UTC where the zone has a name that nobody knows. */
function dayIn(at: number, timeZone: string): string {
  try {
    // Swedish writes dates as ISO 8601 does.
    return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(at);
  } catch {
    return new Date(at).toISOString().slice(0, 10);
  }
}
