import { type RefObject, useState } from "react";
import type { Task } from "./queries";

/** Which rows are shown, and which have come since and wait to be let in. */
export interface Held {
  shown: ReadonlySet<string>;
  waiting: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

export const everything = (ids: readonly string[]): Held => ({ shown: new Set(ids), waiting: none });

/**
 * What is shown once the list has been read again. Rows that have left are let go.
 * What is new waits where it would come above a row that somebody looks at; below
 * all of these it moves nothing, and is shown. What waits goes on waiting, whatever
 * is looked at later; but nothing waits for a list whose rows have all left.
 */
export function hold(before: Held, ids: readonly string[], lookedAt: ReadonlySet<string>): Held {
  if (!ids.some((id) => before.shown.has(id))) return everything(ids);
  const line = ids.findLastIndex((id) => before.shown.has(id) && lookedAt.has(id));
  const shown = new Set<string>();
  const waiting = new Set<string>();
  for (const [i, id] of ids.entries()) {
    const waits = !before.shown.has(id) && (before.waiting.has(id) || i < line);
    (waits ? waiting : shown).add(id);
  }
  return { shown, waiting };
}

interface Arrivals {
  /** The box, the order and the filter: another list has no rows to keep. */
  list: string;
  tasks: Task[];
  fetching: boolean;
  selected: string | undefined;
  inView: RefObject<readonly string[]>;
}

/** Keeps the rows of a list where they are while it is read again and again. */
export function useArrivals({ list, tasks, fetching, selected, inView }: Arrivals) {
  const ids = tasks.map((task) => task.id);
  const start = { list, tasks, settled: !fetching, held: everything(ids) };
  const [state, setState] = useState(start);
  let now = state;
  if (now.list !== list) now = start;
  if (now.tasks !== tasks) {
    // Until the first reading has ended the rows are those of an earlier visit.
    const held = now.settled ? hold(now.held, ids, new Set([...inView.current, selected ?? ""])) : everything(ids);
    now = { ...now, tasks, held };
  }
  if (!now.settled && !fetching) now = { ...now, settled: true };
  // Somebody who opens a row by its address wants to see it.
  if (selected && now.held.waiting.has(selected)) {
    now = { ...now, held: hold({ ...now.held, shown: new Set([...now.held.shown, selected]) }, ids, none) };
  }
  if (now !== state) setState(now);
  const { waiting } = now.held;
  return {
    tasks: waiting.size ? tasks.filter((task) => !waiting.has(task.id)) : tasks,
    waiting: waiting.size,
    letIn: () => setState({ ...now, held: everything(ids) }),
  };
}
