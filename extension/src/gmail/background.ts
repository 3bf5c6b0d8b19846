/** InboxSDK's part of the service worker: it puts `pageWorld.js` into Gmail's page when asked. */
import "@inboxsdk/core/background.js";
