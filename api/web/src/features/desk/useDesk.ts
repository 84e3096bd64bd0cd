import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useMe } from "@/api/me";
import { decide, forget, useSent } from "@/features/decisions/public";
import { companyDay } from "@/i18n/format";
import { useDraft } from "@/offline/drafts";
import { readyQuery, type Task } from "./queries";
import { emptyRow, granted, type Row, type Rows, wrongIn } from "./rows";

const noRows: Rows = {};

export const currencyOf = (task: Task) => granted(task)?.currency ?? "CNY";

/** The rows of the desk: what waits, what was filled in on this device, what may go. */
export function useDesk() {
  const me = useMe();
  const list = useInfiniteQuery(readyQuery);
  const sent = useSent();
  const draft = useDraft<Rows>(`${me.user.id}/desk`, noRows);
  const [day, setDay] = useState(companyDay());
  const [method, setMethod] = useState("");
  const tasks = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const open = tasks.filter((task) => sent.get(task.id)?.state !== "done");

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  // A payment that was recorded needs its row no more.
  useEffect(() => {
    if (!draft.ready) return;
    const left = Object.entries(draft.value).filter(([id]) => sent.get(id)?.state !== "done");
    if (left.length < Object.keys(draft.value).length) draft.set(Object.fromEntries(left));
  }, [draft, sent]);

  const row = (task: Task): Row => draft.value[task.id] ?? emptyRow(task, day, method);
  const set = (task: Task, part: Partial<Row>) => {
    // A refusal is about what was sent. The tick alone changes nothing of that: the same payment then goes with its first key.
    const changed = Object.keys(part).some((cell) => cell !== "ticked");
    if (changed && sent.get(task.id)?.state === "refused") forget(task.id);
    draft.set({ ...draft.value, [task.id]: { ...row(task), ...part } });
  };
  const setAll = (rows: Task[], part: Partial<Row>) =>
    draft.set({ ...draft.value, ...Object.fromEntries(rows.map((task) => [task.id, { ...row(task), ...part }])) });

  const ticked = open.filter((task) => row(task).ticked);
  const vouchers = new Map<string, number>();
  for (const task of ticked) {
    const voucher = row(task).voucher.trim();
    vouchers.set(voucher, (vouchers.get(voucher) ?? 0) + 1);
  }
  const wrong = (task: Task) => (row(task).ticked ? wrongIn(task, row(task), vouchers) : null);
  const good = ticked.filter((task) => wrong(task) === null);

  const process = () => {
    for (const task of good) {
      const { paid, method, voucher, day } = row(task);
      decide(task, {
        outcome: "complete",
        revision: task.request.revision,
        data: { paid_amount: { amount: paid, currency: currencyOf(task) }, method, voucher_no: voucher.trim(), paid_on: day },
      });
    }
    // What goes is no longer ticked; what is refused waits for another look.
    setAll(good, { ticked: false });
  };
  return {
    list,
    ready: draft.ready && !list.isPending,
    open,
    sent,
    row,
    set,
    wrong,
    ticked,
    good,
    process,
    day,
    method,
    dayForAll: (value: string) => {
      setDay(value);
      setAll(open, { day: value });
    },
    methodForAll: (value: string) => {
      setMethod(value);
      setAll(open, { method: value });
    },
  };
}
