// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

const src = new URL("..", import.meta.url).pathname;

const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name) && !name.includes(".test."));

/** Where a file's imports lead, as paths below src; packages are left out. */
function importsOf(name: string): string[] {
  const text = readFileSync(join(src, name), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)]
    .map((match) => match[1] ?? "")
    .filter((path) => path.startsWith("@/") || path.startsWith("."))
    .map((path) => (path.startsWith("@/") ? path.slice(2) : normalize(join(dirname(name), path))));
}

/** What a feature may use of another one, through its public.ts alone. */
const edges: Record<string, string[]> = {
  account: [],
  admin: [],
  "admin-calendar": ["admin", "admin-variables", "records"],
  "admin-options": ["admin", "admin-variables", "records"],
  "admin-audit": ["admin", "admin-variables", "records", "requests"],
  "admin-stuck": ["admin", "records"],
  "admin-variables": ["admin", "records"],
  "admin-departments": ["admin", "records", "requests"],
  "admin-roles": ["admin", "records", "requests"],
  "admin-users": ["admin", "imports", "records", "requests"],
  customers: ["imports", "projects", "records", "requests", "timeline", "views"],
  decisions: ["requests", "files"],
  desk: ["decisions", "requests", "files"],
  expenses: ["requests", "files"],
  files: [],
  home: ["requests"],
  imports: [],
  inbox: ["decisions", "requests", "files", "views"],
  notifications: [],
  outbox: ["requests", "timeline", "work-logs"],
  "project-requests": ["requests", "files"],
  projects: ["records", "requests", "timeline"],
  records: ["requests"],
  reports: ["projects", "records", "requests"],
  requests: ["decisions", "files", "views"],
  search: [],
  timeline: ["records", "requests"],
  views: [],
  "work-logs": ["files", "requests"],
};

const featureOf = (path: string) => /^features\/([^/]+)/.exec(path)?.[1];

describe("who imports whom", () => {
  it("is known of every feature", () => {
    expect([...new Set(files.map(featureOf).filter(Boolean))].sort()).toEqual(Object.keys(edges).sort());
  });

  it.each(files)("%s keeps to it", (name) => {
    const own = featureOf(name);
    const layer = name.split("/")[0];
    for (const path of importsOf(name)) {
      const other = featureOf(path);
      if (layer === "kit") expect(path).toMatch(/^(kit|i18n)\/|^api\/(problem|reach)$/);
      if (layer === "api" || layer === "offline") expect(path).toMatch(/^(api|offline|i18n)(\/|$)/);
      if (layer === "i18n") expect(path).toMatch(/^i18n(\/|$)/);
      if (!own) continue;
      if (other && other !== own) {
        expect(edges[own]).toContain(other);
        expect(path).toMatch(/\/public$/);
      }
      if (own !== "account") expect(path).not.toMatch(/^app\//);
    }
  });

  it.each(files.filter((name) => featureOf(name) && !/\/(queries|mutations|uploads|projects)\.ts$/.test(name)))(
    "%s names no API path",
    (name) => {
      if (featureOf(name) === "account") return;
      expect(readFileSync(join(src, name), "utf8")).not.toMatch(/client\.(GET|POST|PATCH|PUT|DELETE)\(/);
    },
  );
});
