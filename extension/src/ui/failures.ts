/** Failures in words. */
import type { Failure } from "../generated/Failure";
import type { Response } from "../generated/Response";
import { hasMessage, say } from "../words/words";

/** Says what went wrong. */
export function describe(failure: Failure): string {
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(failure.params)) {
    values[name] = /^\d{1,15}$/.test(value) && name !== "status" ? Number(value) : value;
  }
  const precise = `failure-${failure.code}-${failure.place}`;
  return say(hasMessage(precise) ? precise : `failure-${failure.code}`, values);
}

/** The failure in a response, if it is one. */
export function failureOf(response: Response): Failure | undefined {
  return response.kind === "failed" ? response.failure : undefined;
}
