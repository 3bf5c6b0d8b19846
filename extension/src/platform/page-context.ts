/**
 * What a page has running: every listener, timer and observer, ended together.
 *
 * An extension that is updated or reloaded leaves its content scripts behind in open tabs. Their
 * context then ends, so that nothing of theirs goes on beside their successors.
 */

/** Ends what was begun. */
export type End = () => void;

/** Lets the page go on, and resolves in a task of its own. */
export function nextTask(): Promise<void> {
  return scheduler.postTask(() => undefined, { priority: "user-visible" });
}

/** Lets everything that somebody waits for go first, and resolves in a task of its own. */
export function idleTask(): Promise<void> {
  return scheduler.postTask(() => undefined, { priority: "background" });
}

/** Owns whatever runs in a page. */
export class PageContext {
  readonly #ends = new Set<End>();
  #ended = false;

  /** Whether this context has ended. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Takes over the end of something; it is called once, when the context ends or by the result. */
  own(end: End): End {
    if (this.#ended) {
      end();
      return () => undefined;
    }
    const once = (): void => {
      if (this.#ends.delete(once)) end();
    };
    this.#ends.add(once);
    return once;
  }

  /** Listens to an event until the context ends. */
  listen(target: EventTarget, type: string, listener: (event: Event) => void): End {
    target.addEventListener(type, listener);
    return this.own(() => target.removeEventListener(type, listener));
  }

  /** Calls `action` after some milliseconds. */
  after(milliseconds: number, action: () => void): End {
    const end = this.own(() => clearTimeout(timer));
    const timer = setTimeout(() => {
      end();
      action();
    }, milliseconds);
    return end;
  }

  /** Calls `action` each time that so many milliseconds have passed. */
  every(milliseconds: number, action: () => void): End {
    const timer = setInterval(action, milliseconds);
    return this.own(() => clearInterval(timer));
  }

  /** Calls `action` before the next frame is drawn. */
  frame(action: () => void): End {
    const end = this.own(() => cancelAnimationFrame(frame));
    const frame = requestAnimationFrame(() => {
      end();
      action();
    });
    return end;
  }

  /** Ends everything; later owners end at once. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const end of [...this.#ends].reverse()) end();
  }
}
