/** Whether Gmail's own theme is dark, which InboxSDK writes down as a class of the page's body. */
import type { PageContext } from "../platform/page-context";
import { gmailIsDark } from "../ui/theme";

const DARK_CLASS = "inboxsdk__gmail_dark_body_theme";

/** Follows Gmail's theme. */
export function followTheme(context: PageContext): void {
  const read = (): void => {
    gmailIsDark.value = document.body.classList.contains(DARK_CLASS);
  };
  read();
  const observer = new MutationObserver(read);
  observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  context.own(() => observer.disconnect());
}
