// Puts the character maps and fonts of pdf.js where the server serves them from:
// documents whose fonts are not embedded, as Chinese invoices often are, need them.
import { cpSync, mkdirSync } from "node:fs";

const from = new URL("../node_modules/pdfjs-dist/", import.meta.url);
const to = new URL("../public/pdf/", import.meta.url);
mkdirSync(to, { recursive: true });
cpSync(new URL("cmaps", from), new URL("cmaps", to), { recursive: true });
cpSync(new URL("standard_fonts", from), new URL("fonts", to), { recursive: true });
