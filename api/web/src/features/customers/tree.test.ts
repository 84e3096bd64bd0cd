import { describe, expect, it } from "vitest";
import type { Contact } from "./queries";
import { fits, treeOf } from "./tree";

const person = (id: string, reports_to_id: string | null = null) => ({ id, reports_to_id }) as Contact;
const at = (contacts: Contact[]) =>
  Object.fromEntries(treeOf(contacts).places.map(({ contact, column, level }) => [contact.id, [column, level]]));

describe("the picture of who reports to whom", () => {
  it("puts a head in the middle of those who report to it", () => {
    expect(at([person("head"), person("a", "head"), person("b", "head"), person("c", "b")])).toEqual({
      head: [0.5, 0],
      a: [0, 1],
      b: [1, 1],
      c: [1, 2],
    });
  });

  it("shows whose head was archived as a head", () => {
    expect(at([person("a", "gone"), person("b")])).toEqual({ a: [0, 0], b: [1, 0] });
  });

  it("gives way to a list past three levels or columns", () => {
    expect(fits(treeOf([person("a"), person("b", "a"), person("c", "b")]))).toBe(true);
    expect(fits(treeOf([person("a"), person("b", "a"), person("c", "b"), person("d", "c")]))).toBe(false);
    expect(fits(treeOf(["a", "b", "c", "d"].map((id) => person(id))))).toBe(false);
  });
});
