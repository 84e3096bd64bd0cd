import { useQuery } from "@tanstack/react-query";
import { type CountsAnswer, countsQuery } from "@/api/counts";

export function useCounts(): CountsAnswer | undefined {
  return useQuery(countsQuery).data;
}

/** What waits behind an entry of the navigation. */
export function countOf(name: string, counts: CountsAnswer | undefined): number {
  if (!counts) return 0;
  if (name === "inbox") return counts.inbox;
  if (name === "desk") return counts.ready_to_pay;
  return 0;
}
