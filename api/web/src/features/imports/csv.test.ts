import { expect, it } from "vitest";
import { csvOf } from "./csv";

it("a cell with commas, quotes or line ends stays one cell", () => {
  expect(
    csvOf([
      ["Row", "Why"],
      ["3", 'Too "long", they say\nand empty'],
    ]),
  ).toBe('\ufeffRow,Why\r\n3,"Too ""long"", they say\nand empty"\r\n');
});
