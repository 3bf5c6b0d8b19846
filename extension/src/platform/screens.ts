/** The code of the screens, which Gmail's page loads when the first of them is shown. */

/** The file, in the extension's folder. */
const FILE = "screens.js";

let loading: Promise<unknown> | undefined;

/**
 * The module of the screens; loaded once. Fails when the extension was updated or removed since this
 * page was loaded, and when the file cannot be read; asked again it then tries again.
 */
export function loadScreens<Screens>(): Promise<Screens> {
  loading ??= import(chrome.runtime.getURL(FILE)).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading as Promise<Screens>;
}
