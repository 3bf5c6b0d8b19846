/** What this side knows of the core: one instance for each Gmail account. */
import type { Request } from "../generated/Request";
import type { Response } from "../generated/Response";
import type { View } from "../generated/View";

/** What a core says by itself. After `stopped` it says and answers nothing more. */
export type CoreMessage =
  | { kind: "published"; port: number; subscription: number; view: View }
  | { kind: "stopped"; detail: string };

/** A core that runs. A rejected promise means that it stopped. */
export interface Core {
  send(port: number, trusted: boolean, request: Request): Promise<Response>;
  closePort(port: number): void;
  /** Ends it; resolves when all that was to be written is written. */
  close(): Promise<void>;
}

/** Opens the core of an account from what the browser keeps of it. */
export type OpenCore = (account: string, listener: (message: CoreMessage) => void) => Promise<Core>;
