import { describe, expect, it } from "vitest";
import { everything, type Held, hold } from "./arrivals";

const seen = (...ids: string[]) => new Set(ids);
const read = (before: Held, ids: string[], lookedAt: Set<string>) => {
  const { shown, waiting } = hold(before, ids, lookedAt);
  return { shown: [...shown], waiting: [...waiting] };
};

describe("a list that is read again", () => {
  const before = everything(["a", "b", "c", "d"]);

  it("lets what is new wait above what is looked at, and shows what comes below", () => {
    expect(read(before, ["n", "a", "m", "b", "c", "o", "d", "p"], seen("a", "b", "c"))).toEqual({
      shown: ["a", "b", "c", "o", "d", "p"],
      waiting: ["n", "m"],
    });
  });

  it("keeps everything above the selected row, though it is out of view", () => {
    expect(read(before, ["a", "b", "c", "n", "d"], seen("a", "d")).waiting).toEqual(["n"]);
  });

  it("lets rows go that have left, and has nothing waiting for it", () => {
    expect(read(before, ["b", "d"], seen("a", "b", "c"))).toEqual({ shown: ["b", "d"], waiting: [] });
    // A page that has lost rows is filled up from the one after it.
    expect(read(before, ["b", "c", "d", "e"], seen("a", "b"))).toEqual({ shown: ["b", "c", "d", "e"], waiting: [] });
  });

  it("goes on waiting when what is looked at moves up, and forgets what leaves while it waits", () => {
    const held = hold(before, ["a", "b", "n", "m", "c", "d"], seen("c"));
    expect(read(held, ["a", "b", "n", "c", "d"], seen("a"))).toEqual({ shown: ["a", "b", "c", "d"], waiting: ["n"] });
  });

  it("takes a row that comes back for a new one", () => {
    const held = hold(before, ["b", "c", "d"], seen("b"));
    expect(read(held, ["a", "b", "c", "d"], seen("b")).waiting).toEqual(["a"]);
  });

  it("shows everything at first, and when all rows have left", () => {
    expect(read(everything([]), ["a", "b"], seen())).toEqual({ shown: ["a", "b"], waiting: [] });
    const held = hold(before, ["n", "a", "b", "c", "d"], seen("a"));
    expect(read(held, ["n", "m"], seen("a"))).toEqual({ shown: ["n", "m"], waiting: [] });
  });

  it("keeps the order of the server", () => {
    expect(read(before, ["d", "c", "b", "a"], seen("a")).shown).toEqual(["d", "c", "b", "a"]);
  });
});
