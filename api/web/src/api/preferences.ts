import { answer, client } from "./client";
import { meQuery } from "./me";
import { queryClient } from "./query";
import type { components } from "./schema";

export type Preferences = components["schemas"]["Preferences"];

let last: Promise<unknown> = Promise.resolve();

/**
 * Changes how the person wants the page: at once here, then on the server. What it
 * refuses goes back. One change waits for the one before it, which gives the
 * account its next version.
 */
export function editPreferences(change: Partial<Preferences>): Promise<void> {
  const show = (shown: Partial<Preferences>) =>
    queryClient.setQueryData(meQuery.queryKey, (me) => me && { ...me, preferences: { ...me.preferences, ...shown } });
  const before = queryClient.getQueryData(meQuery.queryKey)?.preferences;
  show(change);
  const send = async () => {
    const me = queryClient.getQueryData(meQuery.queryKey);
    if (!me) return;
    try {
      const kept = await answer(client.PATCH("/me", { body: { version: me.user.version, ...change } }));
      queryClient.setQueryData(meQuery.queryKey, (now) => (now ? { ...kept, preferences: now.preferences } : kept));
    } catch (error) {
      if (before) show(Object.fromEntries(Object.keys(change).map((name) => [name, before[name as keyof Preferences]])));
      await queryClient.invalidateQueries({ queryKey: meQuery.queryKey, exact: true });
      throw error;
    }
  };
  const sent = last.then(send);
  last = sent.catch(() => undefined);
  return sent;
}
