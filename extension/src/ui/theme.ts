/** Whether screens are drawn dark: by the browser's setting, or by Gmail's own theme where it is known. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";

/** Gmail's theme, once it is known; nothing outside Gmail. */
export const gmailIsDark = signal<boolean | undefined>(undefined);

const preference = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
const preferred = signal(preference?.matches ?? false);
preference?.addEventListener("change", () => {
  preferred.value = preference.matches;
});

/** Whether screens are drawn dark. Gmail stays light in a dark browser, and dark in a light one. */
export const isDark: ReadonlySignal<boolean> = computed(() => gmailIsDark.value ?? preferred.value);
