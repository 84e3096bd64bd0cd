// What a route loads first, compressed, against its budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
const inside = "src/app/Inside.tsx";

/** Kilobytes of all JavaScript on the first load: the start, the language, the frame and the page. */
const budgets = {
  "src/features/account/SignIn.tsx": 155,
  "src/features/account/page.tsx": 220,
  "src/features/admin-departments/page.tsx": 275,
  "src/features/admin-roles/page.tsx": 275,
  "src/features/admin-users/page.tsx": 275,
  "src/features/admin-users/ImportPage.tsx": 255,
  "src/features/home/page.tsx": 225,
  "src/features/inbox/page.tsx": 255,
  "src/features/desk/page.tsx": 265,
  "src/features/customers/page.tsx": 265,
  "src/features/customers/CustomerPage.tsx": 280,
  "src/features/customers/NewPage.tsx": 260,
  "src/features/customers/ImportPage.tsx": 255,
  "src/features/projects/ProjectPage.tsx": 265,
  "src/features/requests/page.tsx": 265,
  "src/features/requests/RequestPage.tsx": 260,
  "src/features/expenses/page.tsx": 260,
  "src/features/project-requests/page.tsx": 260,
  "src/features/notifications/page.tsx": 225,
  "src/features/outbox/page.tsx": 255,
  "src/features/reports/page.tsx": 240,
  "src/features/work-logs/page.tsx": 255,
  "src/features/work-logs/TeamPage.tsx": 255,
  "src/features/work-logs/NewPage.tsx": 260,
  "src/features/work-logs/EntryPage.tsx": 260,
  "src/features/admin-variables/page.tsx": 275,
  "src/features/admin-options/page.tsx": 275,
  "src/features/admin-calendar/page.tsx": 275,
  "src/features/admin-stuck/page.tsx": 275,
  "src/features/admin-audit/page.tsx": 275,
};

function filesOf(name, seen = new Set()) {
  const chunk = manifest[name];
  if (!chunk || seen.has(name)) return seen;
  seen.add(name);
  for (const other of chunk.imports ?? []) filesOf(other, seen);
  return seen;
}

const sizeOf = (name) => gzipSync(readFileSync(new URL(manifest[name].file, dist)), { level: 9 }).length;

let over = 0;
for (const [route, budget] of Object.entries(budgets)) {
  if (!manifest[route]) throw new Error(`${route} is no route of the build`);
  const chunks = filesOf("index.html");
  filesOf("src/i18n/zh-CN/first.ts", chunks);
  if (!route.endsWith("SignIn.tsx")) {
    filesOf("src/i18n/zh-CN/main.ts", chunks);
    filesOf(inside, chunks);
  }
  if (/\/(customers|projects|reports|work-logs|admin-)/.test(route)) filesOf("src/i18n/zh-CN/customers.ts", chunks);
  if (route.includes("/admin-")) filesOf("src/i18n/zh-CN/admin.ts", chunks);
  filesOf(route, chunks);
  const size = [...chunks].reduce((sum, name) => sum + sizeOf(name), 0) / 1000;
  const mark = size > budget ? "OVER" : "ok";
  if (size > budget) over++;
  console.log(`${route.replace("src/features/", "").padEnd(28)} ${size.toFixed(0).padStart(4)} kB of ${budget} ${mark}`);
}
if (over > 0) process.exit(1);
