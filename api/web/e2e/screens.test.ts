import { describe, it } from "vitest";
import { goWithin, type Look, look, signedIn, visit, withBrowser } from "./people";

withBrowser();

// Each size with each language and each theme; SCREENS=all takes every combination.
const some: Look[] = [
  { size: "desktop", language: "en", theme: "light" },
  { size: "desktop", language: "zh-CN", theme: "dark" },
  { size: "phone", language: "zh-CN", theme: "light" },
  { size: "phone", language: "en", theme: "dark" },
];
const all: Look[] = some.flatMap((look) => [look, { ...look, theme: look.theme === "light" ? "dark" : "light" }]);
const looks = process.env.SCREENS === "all" ? all : some;

const screens: Record<string, string[]> = {
  rep: [
    "/",
    "/inbox",
    "/requests",
    "/expense-requests/new",
    "/project-requests/new",
    "/customers",
    "/customers/new",
    "/customers/import",
    "/work-logs",
    "/work-logs/new",
    "/notifications",
    "/outbox",
    "/me",
  ],
  gm: ["/", "/inbox", "/requests", "/customers", "/work-logs/team", `/work-logs/team?month=${new Date().toISOString().slice(0, 7)}`],
  manager: [
    "/reports/approval-times",
    "/reports/spending?by=customer",
    "/reports/budgets",
    "/reports/pipeline?view=board",
    "/reports/work-logs",
  ],
  finance: ["/", "/inbox", "/desk", "/desk?state=paid"],
  admin: [
    "/",
    "/requests",
    "/admin/users",
    "/admin/users/new",
    "/admin/users/import",
    "/admin/departments",
    "/admin/roles",
    "/admin/variables",
    "/admin/options",
    "/admin/calendar",
    "/admin/stuck",
    "/admin/audit",
  ],
};

describe.each(looks)("$size, $language, $theme", (as) => {
  const name = (path: string) => `${path.replace(/\W+/g, "-").replace(/^-|-$/g, "") || "home"}-${as.size}-${as.language}-${as.theme}`;

  it("sign-in", async () => {
    const page = await visit(as);
    await page.goto("/sign-in");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await look(page, name("/sign-in"));
  });

  it.each(Object.entries(screens))("%s", async (person, paths) => {
    const page = await signedIn(person, as);
    for (const path of paths) {
      await goWithin(page, path);
      await look(page, `${person}-${name(path)}`);
    }
  });
});
