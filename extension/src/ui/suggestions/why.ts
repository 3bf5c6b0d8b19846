/** Why a box is suggested, in words. */
import type { SuggestionView } from "../../generated/SuggestionView";
import type { Why } from "../../generated/Why";
import { say } from "../../words/words";

/** A reason in words; the sender's address where the page knows it. */
function reason(why: Why, sender: string): string {
  if (why.kind !== "filed") return say(`why-${why.kind}`);
  const { likeness, here, of } = why;
  const named = sender !== "" && (likeness === "sender" || likeness === "domain");
  const who = likeness === "domain" ? sender.slice(sender.lastIndexOf("@") + 1) : sender;
  return named
    ? say(`why-filed-${likeness}-named`, { here, of, who })
    : say(`why-filed-${likeness}`, { here, of });
}

/** Why a box is suggested, the best reason first. */
export function reasons({ why }: SuggestionView, sender: string): string {
  return why.map((one) => reason(one, sender)).join(" ");
}
