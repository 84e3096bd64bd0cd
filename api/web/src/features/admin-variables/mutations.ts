import { answer, client, withKey } from "@/api/client";
import { queryClient } from "@/api/query";
import type { components } from "@/api/schema";
import { type Variable, variableKeys, variablesQuery } from "./queries";

/** Shows a variable as it stands by now, and reads anew what depends on it. */
export function showVariable(now: Variable) {
  queryClient.setQueryData(variablesQuery.queryKey, (old) =>
    old ? { ...old, items: old.items.map((one) => (one.key === now.key ? now : one)) } : old,
  );
}

function changed(key: string) {
  for (const queryKey of [variableKeys.history(key), ["options"], ["settings"], ["audit"]]) {
    void queryClient.invalidateQueries({ queryKey });
  }
}

export async function setVariable(key: string, value: unknown, version: number): Promise<Variable> {
  const now = await answer(client.PUT("/variables/{key}", { params: { path: { key } }, body: { value, version } }));
  showVariable(now);
  changed(key);
  return now;
}

export async function addVariable(body: components["schemas"]["CreateVariableInputBody"], key: string): Promise<Variable> {
  const made = await answer(client.POST("/variables", { body, ...withKey(key) }));
  await queryClient.invalidateQueries({ queryKey: variablesQuery.queryKey });
  changed(made.key);
  return made;
}

export async function removeVariable(key: string) {
  await answer(client.DELETE("/variables/{key}", { params: { path: { key } } }));
  await queryClient.invalidateQueries({ queryKey: variablesQuery.queryKey });
  changed(key);
}
