/**
 * The stand-in Gmail as a program: `node run.mjs gmail/main.ts [--port N] [--stdin-lifetime]`.
 * Prints one line of JSON once it listens; ends at SIGTERM or SIGINT, and with
 * `--stdin-lifetime` also when its standard input closes.
 */
import { parseArgs } from "node:util";
import { chromiumArguments, startGmail } from "./server.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    "stdin-lifetime": { type: "boolean", default: false },
  },
});

const gmail = await startGmail({ port: Number(values.port) });
const stop = (): void => {
  void gmail.close().then(() => process.exit(0));
};
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
if (values["stdin-lifetime"]) {
  process.stdin.once("end", stop);
  process.stdin.once("close", stop);
  process.stdin.resume();
}
const { port, url, controlUrl } = gmail;
process.stdout.write(
  `${JSON.stringify({ port, url, controlUrl, chromiumArguments: chromiumArguments(port) })}\n`,
);
