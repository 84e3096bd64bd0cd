import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { answer, client } from "./client";
import { isApiError } from "./problem";
import { kept } from "./query";
import type { Me } from "./schema";
import { sessionStarted } from "./session";

export type { Me };

/** The person who has signed in; null for nobody. */
export const meQuery = queryOptions({
  ...kept,
  queryKey: ["me"],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      const me = await answer(client.GET("/me", { signal }));
      sessionStarted();
      return me;
    } catch (error) {
      if (isApiError(error) && error.status === 401) return null;
      throw error;
    }
  },
});

/** Whose session the browser has by now, which another tab may have changed. */
export async function whoIsSignedIn(): Promise<string | null> {
  const { data, response } = await client.GET("/me", { signal: AbortSignal.timeout(30_000) });
  return response.ok && data ? data.user.id : null;
}

/** Below the frame there always is a person. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(meQuery);
  if (!data) throw new Error("nobody has signed in");
  return data;
}

export const useMaybeMe = () => useQuery(meQuery);

export type Scope = "own" | "team" | "all";

const width: Record<Scope, number> = { own: 1, team: 2, all: 3 };

export function allows(me: Me, action: string, scope: Scope = "own"): boolean {
  return me.permissions.some((permission) => permission.action === action && width[permission.scope as Scope] >= width[scope]);
}

export const decides = (me: Me) => me.permissions.some((permission) => permission.action.startsWith("task."));
