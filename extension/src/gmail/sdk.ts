/** Loads InboxSDK. Only this folder knows it. */
import * as InboxSDK from "@inboxsdk/core";

/**
 * The name and its check, which InboxSDK asks for: `sdk_NAME_` and the first ten digits of the
 * SHA-1 of the name. Nobody is asked whether it is registered.
 */
const APP_ID = "sdk_boxwood_cd0e80df8f";

/** InboxSDK in a Gmail page. */
export type Sdk = InboxSDK.InboxSDK;

/** Loads InboxSDK; resolves when Gmail is ready. */
export function loadSdk(): Promise<Sdk> {
  return InboxSDK.load(2, APP_ID, {
    appName: "Boxwood",
    // The build takes out what these switch off, too; see `build/telemetry.mjs`.
    eventTracking: false,
    globalErrorLogging: false,
  });
}
