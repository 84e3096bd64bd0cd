// Prints the types of the API, made from the document that the program prints.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const root = new URL("../../..", import.meta.url).pathname;
const document = JSON.parse(
  execFileSync("go", ["run", "./cmd/approvals", "openapi"], { cwd: root, encoding: "utf8", maxBuffer: 64 << 20 }),
);
const types = astToString(await openapiTS(document, { rootTypes: true, rootTypesNoSchemaPrefix: true }));
const text = `// Made by npm run types from the API document; do not edit.\n${types}`;

if (process.argv.includes("--check")) {
  const { readFileSync } = await import("node:fs");
  if (readFileSync(new URL("../src/api/schema.d.ts", import.meta.url), "utf8") !== text) {
    console.error("src/api/schema.d.ts differs from the API document: run npm run types");
    process.exit(1);
  }
} else {
  writeFileSync(new URL("../src/api/schema.d.ts", import.meta.url), text);
}
