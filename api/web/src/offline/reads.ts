import { type DehydratedState, dehydrate, hydrate } from "@tanstack/react-query";
import { meQuery } from "@/api/me";
import { kept, queryClient } from "@/api/query";
import { settingsQuery } from "@/api/settings";
import { setCompanyZone } from "@/i18n/zone";
import { type KeptReads, opened } from "./db";

const record = "last";
const delay = 500;
/** What is older than this is no start any more. */
const longest = 30 * 24 * 60 * 60_000;

/** Starts with what was read before, so that the page is there without a server; all of it is asked for again. */
export async function restoreReads() {
  try {
    const last = await (await opened).get("reads", record);
    if (!last || Date.now() - last.at > longest) return;
    const reads = last.reads as DehydratedState;
    // However new they are, they are another page's: who looks at them asks again.
    for (const { state } of reads.queries) state.dataUpdatedAt = 1;
    hydrate(queryClient, reads, { defaultOptions: { queries: { gcTime: kept.gcTime } } });
    const zone = queryClient.getQueryData(settingsQuery.queryKey)?.time_zone;
    if (zone) setCompanyZone(zone);
  } catch {
    // Nothing is kept, or it cannot be read: the server is asked.
  }
}

const who = () => queryClient.getQueryData(meQuery.queryKey)?.user.id;

/** Keeps what was read of what the forms need, bound to the person; of nobody nothing is kept. */
export function keepReads() {
  let timer = 0;
  const keep = () => {
    window.clearTimeout(timer);
    timer = 0;
    void write();
  };
  queryClient.getQueryCache().subscribe(({ type, query }) => {
    if (type !== "updated" || !query.meta?.kept || query.state.status !== "success") return;
    if (query.queryKey[0] === meQuery.queryKey[0] && query.state.data === null) return void forgetReads();
    // Who it is and which language they read is wanted at once by the next page.
    if (query.queryKey[0] === meQuery.queryKey[0]) keep();
    else timer ||= window.setTimeout(keep, delay);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && timer && keep());
}

async function write() {
  const user = who();
  if (!user) return;
  const reads = dehydrate(queryClient, {
    shouldDehydrateQuery: ({ meta, state }) => !!meta?.kept && state.status === "success",
    shouldDehydrateMutation: () => false,
  });
  // Plain data: a failure that was noted beside it need not be kept.
  const plain: KeptReads = { user, reads: JSON.parse(JSON.stringify(reads)), at: Date.now() };
  await (await opened).put("reads", plain, record).catch(() => undefined);
}

/** Forgets what was read, in memory and on the device: the person is not signed in any more. */
export async function forgetReads() {
  queryClient.removeQueries({
    predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] && queryKey[0] !== settingsQuery.queryKey[0],
  });
  try {
    await (await opened).delete("reads", record);
  } catch {
    // Nothing was kept.
  }
}
