import { queryOptions, useQuery } from "@tanstack/react-query";
import { setCompanyZone } from "@/i18n/zone";
import { answer, client } from "./client";
import { kept } from "./query";

/** What the company has set and everybody may know; without a sign-in its public part. */
export const settingsQuery = queryOptions({
  ...kept,
  queryKey: ["settings"],
  staleTime: 10 * 60_000,
  queryFn: async ({ signal }) => {
    const settings = await answer(client.GET("/settings", { signal }));
    if (settings.time_zone) setCompanyZone(settings.time_zone);
    return settings;
  },
});

export const useSettings = () => useQuery(settingsQuery).data;
