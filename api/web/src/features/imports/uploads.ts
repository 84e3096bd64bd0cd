import { basePath } from "@/api/client";
import { ApiError, type Problem } from "@/api/problem";
import { queryClient } from "@/api/query";
import type { components } from "@/api/schema";
import { sessionEnded } from "@/api/session";
import { currentLanguage } from "@/i18n";
import type { ImportKind } from "./kind";

export type ImportReport = components["schemas"]["ImportReport"];

interface Sent {
  file: File;
  /** Only look what it would do. */
  dryRun: boolean;
  /** Leave out the rows that may be duplicates. */
  skipDoubles: boolean;
  key: string;
  /** Told the part that has left, up to 1. */
  onProgress: (part: number) => void;
}

/** Sends a file; by XHR, which tells how much has left. */
export async function importFile(kind: ImportKind, sent: Sent): Promise<ImportReport> {
  const call = await post(kind.path, sent);
  if (call.status === 401) {
    await sessionEnded();
    return importFile(kind, sent);
  }
  if (call.status !== 200) throw new ApiError((call.response as Problem | null) ?? null, call.status);
  if (!sent.dryRun) for (const queryKey of kind.reads) void queryClient.invalidateQueries({ queryKey });
  return call.response as ImportReport;
}

function post(path: ImportKind["path"], { file, dryRun, skipDoubles, key, onProgress }: Sent): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const query = new URLSearchParams({ ...(dryRun && { dry_run: "true" }), ...(skipDoubles && { doubles: "skip" }) });
    call.open("POST", `${basePath}${path}?${query}`);
    call.setRequestHeader("Idempotency-Key", key);
    call.setRequestHeader("Accept-Language", currentLanguage());
    call.responseType = "json";
    call.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    call.onload = () => resolve(call);
    call.onerror = () => reject(new ApiError(null, 0));
    const form = new FormData();
    form.append("file", file, file.name);
    call.send(form);
  });
}
