import { QueryClient, type QueryFunction, type QueryKey } from "@tanstack/react-query";
import { isApiError } from "./problem";
import { onTry } from "./reach";

/** Lists that are in sight look again so often, until the server can tell by itself. */
export const pollInterval = 20_000;

/** 2, 4, 8 … 60 seconds, or as long as the server asks for. */
export function retryDelay(attempt: number, error: unknown): number {
  if (isApiError(error) && error.retryAfter > 0) return error.retryAfter * 1000;
  return Math.min(60, 2 ** (attempt + 1)) * 1000;
}

/** What the forms need without a network is kept on the device: a query that is spread with this one. */
export const kept = { meta: { kept: true }, gcTime: 7 * 24 * 60 * 60_000 };

const passes = (error: unknown) => !isApiError(error) || error.passing;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      networkMode: "always",
      // What may pass is tried until it does; the screen says so meanwhile.
      retry: (_, error) => passes(error),
      retryDelay,
    },
    mutations: { networkMode: "always", retry: false },
  },
});

interface Readable<T, K extends QueryKey> {
  queryKey: K;
  queryFn?: QueryFunction<T, K> | symbol;
}

/**
 * Reads what stands on the server now. fetchQuery would join a read that began
 * before, and give up with one that an upload or an event replaces.
 */
export async function readNow<T, K extends QueryKey>({ queryKey, queryFn }: Readable<T, K>): Promise<T> {
  const read = queryFn as QueryFunction<T, K>;
  const data = await read({ queryKey, client: queryClient, signal: new AbortController().signal, meta: undefined });
  queryClient.setQueryData<unknown>(queryKey, data);
  return data;
}

/** Reads that failed and wait for their next try go at once; those that nobody looks at go when somebody does. */
async function readAgain() {
  const failing = queryClient
    .getQueryCache()
    .findAll({ predicate: ({ state }) => state.fetchFailureCount > 0 && passes(state.fetchFailureReason) });
  const among = { predicate: (query: (typeof failing)[number]) => failing.includes(query) };
  await queryClient.cancelQueries(among);
  await queryClient.refetchQueries({ ...among, type: "active" });
}

onTry(() => void readAgain());
