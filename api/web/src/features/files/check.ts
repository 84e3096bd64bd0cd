import type { components } from "@/api/schema";

type Settings = components["schemas"]["Settings"];
export type Refusal = "empty" | "tooLarge" | "type";

/** Types that browsers do not know, or only by the name of their syntax: the chooser finds them by extension, and the server by their bytes. */
const unknown: Record<string, { extension: string; known?: string[] }> = {
  "application/ofd": { extension: ".ofd", known: ["application/zip", "application/x-zip-compressed"] },
  "application/vnd.einvoice+xml": { extension: ".xml", known: ["text/xml", "application/xml"] },
  "image/heic": { extension: ".heic" },
  "image/heif": { extension: ".heif" },
};

/** What a file chooser offers. */
export const accepted = (settings: Settings | undefined) =>
  settings?.file_types?.flatMap((type) => (unknown[type] ? [type, unknown[type].extension] : [type])).join();

const mayBe = (type: string, allowed: string) => type === allowed || !!unknown[allowed]?.known?.includes(type);

/** What browsers say of files that they do not know. */
const anything = ["", "application/octet-stream"];

/** Why a file would be refused, before it is sent; the server looks at the bytes besides. */
export function refusal(file: File, settings: Settings | undefined): Refusal | null {
  if (file.size === 0) return "empty";
  if (settings?.max_file_bytes && file.size > settings.max_file_bytes) return "tooLarge";
  if (anything.includes(file.type) || !settings?.file_types) return null;
  return settings.file_types.some((allowed) => mayBe(file.type, allowed)) ? null : "type";
}

/** The rules for a purpose: photos are pictures. */
export function pictures(settings: Settings | undefined, purpose: string): Settings | undefined {
  if (purpose !== "photo" || !settings?.file_types) return settings;
  return { ...settings, file_types: settings.file_types.filter((type) => type.startsWith("image/")) };
}
