/** Signing in in a window of the browser's own, which no page sees into. */

/** Where such a window ends: an address of this extension's that leads nowhere. */
export function waitsAt(): string {
  return chrome.identity.getRedirectURL();
}

/** Opens a window; the address at which it ended, or nothing when the person closed it. */
export async function openSignIn(url: string): Promise<string | undefined> {
  try {
    return await chrome.identity.launchWebAuthFlow({ url, interactive: true });
  } catch {
    // The browser says in words of its own that it was closed, or that the page did not load.
    return undefined;
  }
}
