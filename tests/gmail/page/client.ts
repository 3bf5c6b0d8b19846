/** The page's requests to its server. */
import type { ListAnswer, ListName, Thread, ThreadAction } from "../wire.ts";

const { accountIndex, xsrf, btai } = window.STANDIN;
const OWN = `/standin/u/${accountIndex}`;

/** Asks for a list. */
export async function fetchList(name: ListName, query: string): Promise<ListAnswer> {
  return (await getJson(`${OWN}/list/${name}?q=${encodeURIComponent(query)}`)) as ListAnswer;
}

/** Asks for a thread by either of its ids; `null` if this account has none such. */
export async function fetchThread(id: string): Promise<Thread | null> {
  return (await getJson(`${OWN}/thread/${encodeURIComponent(id)}`)) as Thread | null;
}

/** Does something to threads. */
export async function act(action: ThreadAction, ids: readonly string[]): Promise<void> {
  const response = await fetch(`${OWN}/act/${action}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(ids),
  });
  if (!response.ok) {
    throw new Error(await response.text());
  }
}

/**
 * Posts one of Gmail's sync requests. By XMLHttpRequest and with both of Gmail's headers, since
 * InboxSDK listens there for what is sent and for the headers themselves.
 */
export function sync(path: string, body: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/sync/u/${accountIndex}/${path}`);
    request.setRequestHeader("Content-Type", "application/json");
    request.setRequestHeader("X-Framework-Xsrf-Token", xsrf);
    request.setRequestHeader("X-Gmail-BTAI", btai);
    request.onload = () => {
      if (request.status === 200) {
        resolve(JSON.parse(request.responseText));
      } else {
        reject(new Error(`${path}: ${request.status} ${request.responseText}`));
      }
    };
    request.onerror = () => reject(new Error(`${path}: no answer`));
    request.send(JSON.stringify(body));
  });
}

async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url}: ${response.status} ${await response.text()}`);
  }
  return response.json();
}
