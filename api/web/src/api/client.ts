import createClient from "openapi-fetch";
import { currentLanguage } from "@/i18n";
import { ApiError, errorOf } from "./problem";
import { answered, unanswered } from "./reach";
import type { paths } from "./schema";
import { sessionEnded, sessionKnown } from "./session";

export const basePath = "/api/v1";

/** A random UUID; crypto.randomUUID would want HTTPS. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, i) => {
    const value = i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte;
    return value.toString(16).padStart(2, "0");
  }).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const keyHeader = "Idempotency-Key";

async function reach(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    answered();
    return response;
  } catch (cause) {
    if (!isAbort(cause)) unanswered();
    throw cause;
  }
}

const isAbort = (cause: unknown) => cause instanceof DOMException && cause.name === "AbortError";

/** Sends a call; one that finds the session ended waits for the sign-in and goes again with its key. */
async function send(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await reach(request);
  const signsIn = request.url.includes("/auth/");
  if (response.status !== 401 || signsIn || !sessionKnown()) return response;
  await sessionEnded();
  return send(again);
}

export const client = createClient<paths>({ baseUrl: basePath, fetch: send });

client.use({
  onRequest({ request }) {
    request.headers.set("Accept-Language", currentLanguage());
    if (request.method === "POST" && !request.headers.has(keyHeader)) request.headers.set(keyHeader, newKey());
    return request;
  },
});

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The body of an answer, or an ApiError. */
export async function answer<T>(call: Promise<Answer<T>>): Promise<T> {
  let got: Answer<T>;
  try {
    got = await call;
  } catch (cause) {
    if (isAbort(cause)) throw cause;
    throw new ApiError(null, 0);
  }
  if (!got.response.ok) throw await problemFrom(got);
  return got.data as T;
}

/** openapi-fetch has read the body of a failed call already, and gives it as error. */
async function problemFrom<T>({ error, response }: Answer<T>): Promise<ApiError> {
  if (error && typeof error === "object" && "code" in error) {
    return new ApiError(error as ApiError["problem"], response.status, Number(response.headers.get("Retry-After") ?? 0));
  }
  return response.bodyUsed ? new ApiError(null, response.status) : errorOf(response);
}

/** A call that was written down, to be made later. */
export interface Written {
  method: "GET" | "POST" | "PATCH";
  path: string;
  key?: string;
  body?: object | FormData;
  /** Milliseconds after which no answer is expected any more. */
  patience: number;
}

/** Makes a call that was written down, with the key that it was given then. */
export async function callWritten<T>({ method, path, key, body, patience }: Written): Promise<T> {
  const form = body instanceof FormData;
  const headers: Record<string, string> = { "Accept-Language": currentLanguage(), ...(method === "POST" && key && { [keyHeader]: key }) };
  if (body && !form) headers["Content-Type"] = "application/json";
  let response: Response;
  try {
    const text = form ? body : body && JSON.stringify(body);
    response = await send(new Request(basePath + path, { method, headers, body: text, signal: AbortSignal.timeout(patience) }));
  } catch {
    throw new ApiError(null, 0);
  }
  if (!response.ok) throw await errorOf(response);
  return (await response.json()) as T;
}

/** Headers of a write that may be sent again: one key a click, kept until an answer came. */
export const withKey = (key: string) => ({ headers: { [keyHeader]: key } });
