// Talks to the server that this page came from. Nothing else is ever asked.
import { signal } from "./html.js";

/** False while the server does not answer. */
export const online = signal(true);

/** A refusal of the server, in words for people. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {{code?: string, message?: string, remedy?: string, can_force?: boolean}} error
   */
  constructor(status, error) {
    super(error.message ?? `HTTP ${status}`);
    this.status = status;
    this.code = error.code ?? "";
    this.remedy = error.remedy ?? "";
    this.canForce = error.can_force === true;
  }
}

/** The server is not there. */
export class Gone extends Error {}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, { credentials: "same-origin", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    online.value = false;
    throw new Gone(String(error));
  }
  online.value = true;
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
  if (!answer.ok) {
    const body = isJson ? await answer.json().catch(() => ({})) : {};
    throw new Refusal(answer.status, body.error ?? {});
  }
  return isJson ? answer.json() : answer.text();
}

/**
 * @param {string} path
 * @param {Record<string, unknown>} [query] values that are null are left out
 */
export function get(path, query = {}, signal = undefined) {
  const parts = Object.entries(query).filter(([, v]) => v !== null && v !== undefined);
  const search = new URLSearchParams(parts.map(([k, v]) => [k, String(v)])).toString();
  return ask(search ? `${path}?${search}` : path, { signal });
}

/**
 * @param {string} path
 * @param {object} [body]
 * @param {{signal?: AbortSignal, keepalive?: boolean}} [options] `keepalive`: it is sent even if the window is closed
 */
export function post(path, body = {}, { signal, keepalive } = {}) {
  const headers = { "Content-Type": "application/json" };
  return ask(path, { method: "POST", headers, body: JSON.stringify(body), signal, keepalive });
}

/**
 * @param {Blob} bytes
 * @param {string} name
 */
export function upload(bytes, name) {
  const headers = { "Content-Type": "application/octet-stream", "X-File-Name": encodeURIComponent(name) };
  return ask("/app/upload", { method: "POST", headers, body: bytes });
}

/**
 * Follows the changes of other tabs; says when the server goes and comes back.
 * @param {number} since
 * @param {(revision: number, checks: object[]) => void} changed
 * @returns {() => void} stops it
 */
export function follow(since, changed) {
  const events = new EventSource(`/app/events?since=${since}`);
  events.addEventListener("change", (event) => {
    const { revision, checks } = JSON.parse(event.data);
    changed(revision, checks ?? []);
  });
  events.addEventListener("open", () => (online.value = true));
  events.addEventListener("error", () => (online.value = false));
  return () => events.close();
}
