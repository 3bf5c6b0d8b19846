/** What a browser's page has, and the one of the tests lacks. */

// What is drawn in tasks of their own is drawn before the next thing that a test does.
Object.assign(globalThis, { scheduler: { postTask: async (action: () => void) => action() } });

// What is reported is a fault of whatever is tested.
globalThis.reportError ??= (error: unknown) => {
  throw error;
};
