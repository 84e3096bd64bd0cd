import { expect, it } from "vitest";
import type { components } from "@/api/schema";
import { accepted, refusal } from "./check";

const settings = { max_file_bytes: 10, file_types: ["image/png", "application/pdf"] } as components["schemas"]["Settings"];
const file = (bytes: number, type: string) => new File([new Uint8Array(bytes)], "receipt", { type });

it("refuses what the server would refuse, and lets through what only the bytes can tell", () => {
  expect(refusal(file(10, "image/png"), settings)).toBeNull();
  expect(refusal(file(11, "image/png"), settings)).toBe("tooLarge");
  expect(refusal(file(0, "image/png"), settings)).toBe("empty");
  expect(refusal(file(5, "application/x-msdownload"), settings)).toBe("type");
  expect(refusal(file(5, ""), settings)).toBeNull();
  expect(refusal(file(5, "application/octet-stream"), settings)).toBeNull();
  expect(refusal(file(11, "application/x-msdownload"), undefined)).toBeNull();
});

it("offers and lets through the files of the trade that browsers do not know", () => {
  const invoices = { ...settings, file_types: ["application/pdf", "application/ofd", "application/vnd.einvoice+xml"] };
  expect(accepted(invoices)).toBe("application/pdf,application/ofd,.ofd,application/vnd.einvoice+xml,.xml");
  expect(refusal(file(5, "text/xml"), invoices)).toBeNull();
  expect(refusal(file(5, "application/zip"), invoices)).toBeNull();
  expect(refusal(file(5, "text/xml"), settings)).toBe("type");
});
