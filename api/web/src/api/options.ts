import { queryOptions, useQuery } from "@tanstack/react-query";
import { useSay } from "@/i18n/say";
import { answer, client } from "./client";
import { kept } from "./query";
import type { NamedOptions } from "./schema";

/** Option lists for forms. */
export const optionsQuery = queryOptions({
  ...kept,
  queryKey: ["options"],
  staleTime: 10 * 60_000,
  queryFn: ({ signal }) => answer(client.GET("/options", { signal })),
});

/** The choices of one list, in the page's language. */
export function useOptions(list: NamedOptions["list"]): { value: string; label: string }[] {
  const { data } = useQuery(optionsQuery);
  const say = useSay();
  const found = data?.items.find((options) => options.list === list);
  return (found?.options ?? []).filter((option) => !option.retired).map((option) => ({ value: option.key, label: say(option.label) }));
}

/** What the choices of a list are called, those that are no longer offered too; an unknown one by its key. */
export function useOptionName(list: NamedOptions["list"]): (key: string) => string {
  const { data } = useQuery(optionsQuery);
  const say = useSay();
  const found = data?.items.find((options) => options.list === list)?.options;
  return (key) => say(found?.find((option) => option.key === key)?.label) || key;
}
