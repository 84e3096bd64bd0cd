// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { words as en } from "@/i18n/en";
import { words as zh } from "@/i18n/zh-CN";

const src = new URL("..", import.meta.url).pathname;

const sources = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|schema\.d\.ts$|^i18n\/(en|zh-CN)/.test(name))
  .map((name) => ({ name, text: readFileSync(join(src, name), "utf8") }));

/** Comments are for those who read the code. */
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");

function keysOf(value: object, prefix = ""): string[] {
  return Object.entries(value).flatMap(([name, part]) => (typeof part === "object" ? keysOf(part, `${prefix}${name}.`) : [prefix + name]));
}

/** A plural is one word with several endings. */
const singular = (key: string) => key.replace(/_(one|other|zero|two|few|many)$/, "");
const unique = (keys: string[]) => [...new Set(keys.map(singular))].sort();

describe("words", () => {
  it("are the same in both languages", () => {
    expect(unique(keysOf(en))).toEqual(unique(keysOf(zh)));
  });

  it("say nothing that nobody asks for", () => {
    const all = sources.map((source) => source.text).join("\n");
    const exact = new Set([...all.matchAll(/["'`]([a-zA-Z]+(?:\.[a-zA-Z_-]+)+)["'`]/g)].map((match) => match[1]));
    const begins = [...all.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)*\.)\$\{/g)].map((match) => match[1] ?? "");
    const unused = unique(keysOf(zh)).filter((key) => !exact.has(key) && !begins.some((beginning) => key.startsWith(beginning)));
    expect(unused).toEqual([]);
  });

  it("stand in no source", () => {
    const allowed = new Set(["app/frame/LanguageSwitch.tsx", "kit/money.ts", "i18n/format.ts"]);
    const han = sources
      .filter(({ name, text }) => !allowed.has(name) && /\p{Script=Han}/u.test(withoutComments(text)))
      .map(({ name }) => name);
    expect(han).toEqual([]);
    const english = sources
      .filter(({ name }) => name.endsWith(".tsx"))
      .flatMap(({ name, text }) =>
        [...withoutComments(text).matchAll(/>\s*([A-Z][a-z]+(?: [a-z]+)*)\s*</g)].map((match) => `${name}: ${match[1]}`),
      );
    expect(english.filter((found) => !/: (Promise|Tab|Enter)$/.test(found))).toEqual([]);
  });
});
