import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { requestPath } from "@/features/requests/public";
import { useKeys } from "@/kit/useKeys";
import { type Sort, sorts } from "./filter";
import type { Task } from "./queries";

interface Inbox {
  tasks: Task[];
  at: number;
  sort: Sort;
  phone: boolean;
  open: (id: string | undefined) => void;
  move: (by: number) => void;
  mark: (id: string, on?: boolean) => void;
  set: (name: string, value: string | null) => void;
}

/** The keys of the inbox; those that decide belong to the decision bar. */
export function useInboxKeys({ tasks, at, sort, phone, open, move, mark, set }: Inbox) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const lastMarked = useRef<number>(-1);
  const group = t("inbox.title");
  const markHere = () => {
    const task = tasks[at];
    if (!task) return;
    mark(task.id);
    lastMarked.current = at;
  };
  const markRange = () => {
    const from = lastMarked.current < 0 ? at : lastMarked.current;
    for (const task of tasks.slice(Math.min(from, at), Math.max(from, at) + 1)) mark(task.id, true);
    lastMarked.current = at;
  };
  const openFull = () => {
    const task = tasks[at];
    if (task) navigate(requestPath(task.request));
  };
  useKeys([
    { keys: ["j", "ArrowDown"], label: t("inbox.keys.next"), group, run: () => move(1) },
    { keys: ["k", "ArrowUp"], label: t("inbox.keys.previous"), group, run: () => move(-1) },
    { keys: "x", label: t("inbox.keys.mark"), group, run: markHere },
    { keys: "shift+x", label: t("inbox.keys.range"), group, run: markRange },
    { keys: ["o", "Enter"], label: t("inbox.keys.full"), group, run: openFull },
    { keys: "s", label: t("inbox.keys.sort"), group, run: () => set("sort", sorts[(sorts.indexOf(sort) + 1) % sorts.length] ?? null) },
    ...(phone ? [{ keys: "Escape", run: () => open(undefined) }] : []),
  ]);
}
