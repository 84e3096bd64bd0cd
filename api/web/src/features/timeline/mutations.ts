import { answer, client, withKey } from "@/api/client";
import { queryClient } from "@/api/query";
import type { Step } from "@/offline/item";
import { timelineKeys } from "./queries";

/** Asks for what a customer's timeline tells of what was just done. */
export const timelineMoved = (customerId: string) => queryClient.invalidateQueries({ queryKey: timelineKeys.newer(customerId) });

export async function addNote(customerId: string, text: string, key: string) {
  const event = await answer(
    client.POST("/customers/{id}/notes", { params: { path: { id: customerId } }, body: { text }, ...withKey(key) }),
  );
  void timelineMoved(customerId);
  return event;
}

/** The call that does the same later. */
export const noteSteps = (customerId: string, text: string, key: string): Step[] => [
  { does: "create", method: "POST", path: `/customers/${customerId}/notes`, key, body: { text } },
];
