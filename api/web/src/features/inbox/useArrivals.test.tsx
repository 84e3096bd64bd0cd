import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { useArrivals } from "./arrivals";
import type { Task } from "./queries";

type Arrivals = ReturnType<typeof useArrivals>;

let root: Root;
let now: Arrivals;

function Probe(props: Parameters<typeof useArrivals>[0]) {
  now = useArrivals(props);
  return null;
}

const inView = { current: ["a", "b"] };

function read(list: string, ids: string, { fetching = false, selected }: { fetching?: boolean; selected?: string } = {}) {
  const tasks = ids.split("").map((id) => ({ id }) as Task);
  act(() => root.render(<Probe list={list} tasks={tasks} fetching={fetching} selected={selected} inView={inView} />));
  return `${now.tasks.map((task) => task.id).join("")} ${now.waiting}`;
}

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  root = createRoot(document.createElement("div"));
});
afterEach(() => act(() => root.unmount()));

it("the first reading is all there is", () => {
  expect(read("inbox", "", { fetching: true })).toBe(" 0");
  expect(read("inbox", "ab")).toBe("ab 0");
  expect(read("inbox", "nab")).toBe("ab 1");
});

it("rows of an earlier visit are replaced by the first reading, and no longer by the next", () => {
  expect(read("inbox", "ab", { fetching: true })).toBe("ab 0");
  expect(read("inbox", "nab")).toBe("nab 0");
  expect(read("inbox", "mnab")).toBe("nab 1");
  // Another box, order or filter, whose rows are those of an earlier visit.
  expect(read("done", "ab", { fetching: true })).toBe("ab 0");
  expect(read("done", "xab")).toBe("xab 0");
});

it("what waits is let in by a click, or by being opened", () => {
  read("inbox", "ab");
  expect(read("inbox", "mnab")).toBe("ab 2");
  expect(read("inbox", "mnab", { selected: "n" })).toBe("nab 1");
  act(() => now.letIn());
  expect(read("inbox", "mnab")).toBe("mnab 0");
});
