import type { components } from "./schema";

export type Problem = components["schemas"]["Problem"];

/** A call that was not done, with the server's own words where it answered. */
export class ApiError extends Error {
  readonly problem: Problem | null;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** Seconds after which another try makes sense; 0 where the server said nothing. */
  readonly retryAfter: number;

  constructor(problem: Problem | null, status: number, retryAfter = 0) {
    super(problem?.detail ?? "no answer");
    this.problem = problem;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  get code() {
    return this.problem?.code ?? "unreachable";
  }

  /** Whether the same call, with the same key, may succeed later. */
  get passing() {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

export const isApiError = (error: unknown): error is ApiError => error instanceof ApiError;

/** Whether there is no such thing for this person; asking again would not help. */
export const isGone = (error: unknown) => isApiError(error) && [400, 403, 404].includes(error.status);

const bodyPrefix = /^body\./;

/** The server's messages by field, "amount" for body.amount. */
export function fieldErrors(error: unknown): Record<string, string> {
  const fields: Record<string, string> = {};
  if (!isApiError(error)) return fields;
  for (const { location, message } of error.problem?.errors ?? []) {
    const field = location.replace(bodyPrefix, "");
    fields[field] = fields[field] ? `${fields[field]} ${message}` : message;
  }
  return fields;
}

export async function errorOf(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get("Retry-After") ?? 0);
  try {
    const body = (await response.clone().json()) as Problem;
    return new ApiError(typeof body.code === "string" ? body : null, response.status, retryAfter);
  } catch {
    return new ApiError(null, response.status, retryAfter);
  }
}
