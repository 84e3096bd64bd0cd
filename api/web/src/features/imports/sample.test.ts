import { describe, expect, it } from "vitest";
import { csvOf, csvRows } from "./sample";

describe("rows of a CSV file", () => {
  it("keep what stands in quotes together", () => {
    expect(csvRows('Name,Address\n"Alpha, Inc","1 ""Old"" Road\nFloor 2"\r\nBeta,\n')).toEqual([
      ["Name", "Address"],
      ["Alpha, Inc", '1 "Old" Road\nFloor 2'],
      ["Beta", ""],
    ]);
  });

  it("are read as they were written", () => {
    const rows = [
      ["Row", "Why"],
      ["3", 'Too "long", they say\nand empty'],
    ];
    expect(csvRows(csvOf(rows).slice(1))).toEqual(rows);
  });

  it("leave out empty lines", () => {
    expect(csvRows("Name\n\n\nAlpha")).toEqual([["Name"], ["Alpha"]]);
  });
});
