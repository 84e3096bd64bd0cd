import { describe, expect, it } from "vitest";
import { add, fromUnits, groupAmount, inCapitals, isAmount, readAmount, share, subtract, toUnits } from "./money";

describe("money", () => {
  it("adds decimal strings without a float", () => {
    expect(add("0.10", "0.20")).toBe("0.30");
    expect(add("9007199254740993.01", "0.01")).toBe("9007199254740993.02");
    expect(subtract("16000", "16000.01")).toBe("-0.01");
    expect(fromUnits(toUnits("12.3456"))).toBe("12.3456");
  });

  it("reads what people type", () => {
    expect(readAmount("￥１，２８０。５０")).toBe("1280.50");
    expect(readAmount("¥ 9,860")).toBe("9860");
    expect(groupAmount("1234567.")).toBe("1,234,567.");
    expect(readAmount("1,2805")).toBe("12805");
  });

  it.each(["1.2.3", "1e5", "12a3", "1.280,50", "-5", "一百"])("leaves %s as it was typed, which is no amount", (typed) => {
    expect(readAmount(typed)).toBe(typed);
    expect(groupAmount(typed)).toBe(typed);
    expect(isAmount(typed)).toBe(false);
  });

  it("gives a bar's share", () => {
    expect(share("25", "100")).toBe(0.25);
    expect(share("300", "100")).toBe(1);
    expect(share("1", "0")).toBe(0);
  });

  it.each([
    ["1280.50", "壹仟贰佰捌拾元伍角整"],
    ["0", "零元整"],
    ["0.05", "伍分"],
    ["0.50", "伍角整"],
    ["10.05", "壹拾元零伍分"],
    ["100000", "壹拾万元整"],
    ["100001.21", "壹拾万零壹元贰角壹分"],
    ["32000", "叁万贰仟元整"],
    ["100000000", "壹亿元整"],
    ["100010000", "壹亿零壹万元整"],
    ["2400000", "贰佰肆拾万元整"],
    ["1002003.40", "壹佰万零贰仟零叁元肆角整"],
  ])("says %s in capitals", (amount, said) => expect(inCapitals(amount)).toBe(said));
});
