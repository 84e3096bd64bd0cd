import type { components } from "@/api/schema";

type Settings = components["schemas"]["Settings"];
export type Refusal = "empty" | "tooLarge" | "type";

/** Why a file would be refused, before it is sent; the server looks at the bytes besides. */
export function refusal(file: File, settings: Settings | undefined): Refusal | null {
  if (file.size === 0) return "empty";
  if (settings?.max_file_bytes && file.size > settings.max_file_bytes) return "tooLarge";
  if (file.type && settings?.file_types && !settings.file_types.includes(file.type)) return "type";
  return null;
}

/** The rules for a purpose: photos are pictures. */
export function pictures(settings: Settings | undefined, purpose: string): Settings | undefined {
  if (purpose !== "photo" || !settings?.file_types) return settings;
  return { ...settings, file_types: settings.file_types.filter((type) => type.startsWith("image/")) };
}
