import { callWritten } from "@/api/client";
import { ApiError, isApiError } from "@/api/problem";
import { readFile } from "./files";
import type { Item, Step } from "./item";

/** What an answer tells the later steps. */
export interface Made {
  id?: string;
  version?: number;
}

const patience = 30_000;
const patienceForFiles = 10 * 60_000;

/** Makes one call of an item. */
export async function takeStep(item: Item, step: Step): Promise<Made> {
  const path = step.path.replace("{id}", item.made?.id ?? "");
  if (step.file) return sendFile(path, step, step.file);
  if (step.does === "edit") return edit(path, step, item.made?.version ?? 1);
  return callWritten<Made>({ method: step.method, path, key: step.key, body: step.body, patience });
}

async function sendFile(path: string, step: Step, { id, name, purpose }: NonNullable<Step["file"]>): Promise<Made> {
  const kept = await readFile(id);
  // The browser has cleared it away; nothing would be gained by waiting.
  if (!kept) throw new ApiError(null, 410);
  const body = new FormData();
  // The server reads the purpose before it begins to store the file.
  if (purpose) body.append("purpose", purpose);
  body.append("file", kept.file, name);
  await callWritten({ method: "POST", path, key: step.key, body, patience: patienceForFiles });
  return {};
}

/** An edit has no key but its version: a conflict may be with itself, when only the answer was lost. */
async function edit(path: string, step: Step, version: number): Promise<Made> {
  try {
    return await callWritten<Made>({ method: "PATCH", path, key: step.key, body: { version, ...step.body }, patience });
  } catch (error) {
    if (!isApiError(error) || error.status !== 409) throw error;
    const now = await callWritten<Made>({ method: "GET", path, patience });
    if (!holds(now, step.body ?? {})) throw error;
    return now;
  }
}

/** Whether what the server has is what was to be written. */
export function holds(has: object, wanted: object): boolean {
  return Object.entries(wanted).every(([name, value]) => same((has as Record<string, unknown>)[name], value));
}

const plainDecimal = (text: string) => (/^\d+\.\d*$/.test(text) ? text.replace(/\.?0*$/, "") : text);

function same(a: unknown, b: unknown): boolean {
  if (typeof a === "string" && typeof b === "string") return plainDecimal(a.trim()) === plainDecimal(b.trim());
  if (a && b && typeof a === "object" && typeof b === "object") return holds(a, b);
  return a === b;
}
