// Takes InboxSDK's reports to its maker out of the build.
//
// InboxSDK sends its own servers a hash of the user's address and what happens, whatever its
// options say. All of it goes through one function, which is made to send nothing there: the
// promise never settles, so that nothing is retried either.
import { readFile } from "node:fs/promises";

const PLACE = "function ajax(opts) {\n";
const PATCH = `${PLACE}  if (opts && /^https?:\\/\\/([^/]*\\.)?(inboxsdk\\.com|pubsub\\.googleapis\\.com)(\\/|$)/.test(opts.url)) {
    return new Promise(function () {});
  }
`;

/**
 * InboxSDK's code without the reports. Throws when the place to patch is not there exactly once.
 *
 * @param {string} code
 * @returns {string}
 */
export function withoutTelemetry(code) {
  const found = code.split(PLACE).length - 1;
  if (found !== 1) {
    throw new Error(
      `InboxSDK's function that sends reports was found ${found} times instead of once: its code changed, and this patch must be made anew`,
    );
  }
  return code.replace(PLACE, () => PATCH);
}

/**
 * A plugin that patches InboxSDK, and a check that it met it.
 *
 * @returns {{ plugin: import("esbuild").Plugin, check: () => void }}
 */
export function telemetryRemoval() {
  let patched = 0;
  return {
    plugin: {
      name: "telemetry-removal",
      setup(build) {
        build.onLoad({ filter: /[\\/]@inboxsdk[\\/]core[\\/]inboxsdk\.js$/ }, async ({ path }) => {
          const contents = withoutTelemetry(await readFile(path, "utf8"));
          patched += 1;
          return { contents, loader: "js" };
        });
      },
    },
    check() {
      if (patched === 0) throw new Error("InboxSDK was bundled without its reports being removed");
    },
  };
}
