/** The probe's service worker: only what InboxSDK itself needs there. */
import "@inboxsdk/core/background.js";
