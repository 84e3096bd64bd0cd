import { QueryClient } from "@tanstack/react-query";
import { isApiError } from "./problem";

/** Lists that are in sight look again so often, until the server can tell by itself. */
export const pollInterval = 20_000;

/** 2, 4, 8 … 60 seconds, or as long as the server asks for. */
export function retryDelay(attempt: number, error: unknown): number {
  if (isApiError(error) && error.retryAfter > 0) return error.retryAfter * 1000;
  return Math.min(60, 2 ** (attempt + 1)) * 1000;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      networkMode: "always",
      // What may pass is tried until it does; the screen says so meanwhile.
      retry: (_, error) => !isApiError(error) || error.passing,
      retryDelay,
    },
    mutations: { networkMode: "always", retry: false },
  },
});
