import { expect, it } from "vitest";
import { finds } from "./find";

it.each([
  ["有限公司", "测试有限　公司"],
  ["有 限　公司", "测试有限公司"],
  ["kv数字", "220 kV 数字化"],
  ["EXP–2026−０００１", "exp-2026-0001"],
  ["Qi\u200blu\u00ad \ufeff petro", "QILU  Petrochemical"],
  ["petro qilu", "Qilu Petrochemical"],
  ["", "anything"],
  [" \u200b", "anything"],
])("finds %j in %j", (q, text) => expect(finds(q, text)).toBe(true));

it.each([
  ["qilupetro", "Qilu Petrochemical"],
  ["lup", "Qilu Petrochemical"],
  ["公司 上海", "北京公司"],
])("finds no %j in %j", (q, text) => expect(finds(q, text)).toBe(false));

it("finds words that stand in several texts", () => expect(finds("变电站 华东", "变电站改造", "华东电力设计院")).toBe(true));
