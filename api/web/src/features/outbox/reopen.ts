import { reopenRequest } from "@/features/requests/public";
import { reopenNote } from "@/features/timeline/public";
import { openLog, reopenLog } from "@/features/work-logs/public";
import type { Item, ItemKind, OpenForm } from "@/offline/item";
import { openInForm, takeOut } from "@/offline/outboxActs";

const forms: Record<ItemKind, (item: Item) => Promise<OpenForm>> = {
  expense_request: reopenRequest,
  project_request: reopenRequest,
  work_log: reopenLog,
  note: reopenNote,
};

/** A note cannot be changed once it may have arrived: it would be there twice. */
export const canReopen = (item: Item) => item.state !== "sending" && !(item.kind === "note" && item.tried);

/** Takes an item back into its form, and tells where that is; undefined where it is on its way by now. */
export async function reopen(item: Item): Promise<string | undefined> {
  if (item.kind === "work_log" && item.made) {
    const taken = await takeOut(item.id);
    return taken && openLog(taken);
  }
  return (await openInForm(item.id, forms[item.kind]))?.path;
}
