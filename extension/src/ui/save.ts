/** Stores the text of an editor by a command. */
import type { Command } from "../generated/Command";
import { useApp } from "./app";
import type { Save } from "./draft";
import { failureOf } from "./failures";

/** Stores a text by a command. */
export function useSave(command: (text: string) => Command): Save {
  const { link } = useApp();
  return async (text) => failureOf(await link.do(command(text)));
}
