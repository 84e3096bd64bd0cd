import { useSyncExternalStore } from "react";
import { basePath } from "@/api/client";
import { ApiError, type Problem } from "@/api/problem";
import { queryClient } from "@/api/query";
import { onTry, unanswered } from "@/api/reach";
import { sessionEnded } from "@/api/session";
import { currentLanguage } from "@/i18n";
import type { KeptFile } from "@/offline/db";
import { dropFile } from "@/offline/files";

/** What a file is for: a part of a request, or a picture of a work log. */
export type Purpose = "receipt" | "feasibility_report" | "budget_report" | "other" | "photo";

/** A file on its way to a request or a work log. It lives outside of every screen, so that one can go on. */
export interface Upload {
  /** Of the file as the device keeps it until the server has it. */
  id: string;
  /** What it goes to. */
  requestId: string;
  file: File;
  purpose: Purpose;
  /** One a file: sending it again is the same upload. */
  key: string;
  state: "waiting" | "sending" | "failed";
  /** Bytes that have left. */
  sent: number;
  error?: unknown;
}

const atOnce = 2;
let uploads: readonly Upload[] = [];
const running = new Map<string, XMLHttpRequest>();
const watchers = new Set<() => void>();

function change(next: readonly Upload[]) {
  uploads = next;
  for (const watch of watchers) watch();
}

const update = (id: string, part: Partial<Upload>) => change(uploads.map((one) => (one.id === id ? { ...one, ...part } : one)));

const subscribe = (watch: () => void) => {
  watchers.add(watch);
  return () => {
    watchers.delete(watch);
  };
};

export const useUploads = () => useSyncExternalStore(subscribe, () => uploads);

/** Sends files that the device keeps; those that are on their way already stay so. */
export function upload(requestId: string, files: readonly KeptFile[]) {
  const added = files
    .filter((kept) => !uploads.some((one) => one.id === kept.id))
    .map(({ id, key, file, purpose }): Upload => ({ id, key, requestId, file, purpose: purpose as Purpose, state: "waiting", sent: 0 }));
  if (added.length === 0) return;
  change([...uploads, ...added]);
  next();
}

/**
 * Sends what the device keeps for a request and waits until nothing of it is on its way: whoever
 * takes the rest to the outbox before would have it sent from two places, and lose the slower one's file.
 * What did not arrive is let go of, for the outbox; false if something was refused.
 */
export async function settleUploads(requestId: string, kept: readonly KeptFile[]): Promise<boolean> {
  upload(requestId, kept);
  await settled(requestId);
  const left = uploads.filter((one) => one.requestId === requestId);
  if (left.some((one) => !(one.error as ApiError).passing)) return false;
  change(uploads.filter((one) => !left.includes(one)));
  return true;
}

function settled(requestId: string): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (uploads.some((one) => one.requestId === requestId && one.state !== "failed")) return;
      watchers.delete(look);
      resolve();
    };
    watchers.add(look);
    look();
  });
}

/** Sends a failed file again, under the key that it had. */
export function retryUpload(id: string) {
  update(id, { state: "waiting", sent: 0, error: undefined });
  next();
}

export function cancelUpload(id: string) {
  running.get(id)?.abort();
  running.delete(id);
  change(uploads.filter((one) => one.id !== id));
  void dropFile(id);
  next();
}

/** Lets go of every file on its way to what is no more. */
export function cancelUploads(requestId: string) {
  for (const one of uploads.filter((one) => one.requestId === requestId)) cancelUpload(one.id);
}

function next() {
  const free = atOnce - uploads.filter((one) => one.state === "sending").length;
  for (const one of uploads.filter((waiting) => waiting.state === "waiting").slice(0, Math.max(0, free))) send(one);
}

function send(one: Upload) {
  update(one.id, { state: "sending", sent: 0 });
  const call = new XMLHttpRequest();
  running.set(one.id, call);
  call.open(
    "POST",
    one.purpose === "photo" ? `${basePath}/work-logs/${one.requestId}/photos` : `${basePath}/requests/${one.requestId}/attachments`,
  );
  call.setRequestHeader("Idempotency-Key", one.key);
  call.setRequestHeader("Accept-Language", currentLanguage());
  call.responseType = "json";
  call.upload.onprogress = (event) => update(one.id, { sent: event.loaded });
  call.onload = () => void finished(one, call);
  call.onerror = () => failed(one, new ApiError(null, 0));
  const form = new FormData();
  // The server reads the purpose before it begins to store the file.
  if (one.purpose !== "photo") form.append("purpose", one.purpose);
  form.append("file", one.file, one.file.name);
  call.send(form);
}

async function finished(one: Upload, call: XMLHttpRequest) {
  running.delete(one.id);
  if (call.status === 401) {
    await sessionEnded();
    return retryUpload(one.id);
  }
  if (call.status !== 201) return failed(one, new ApiError((call.response as Problem | null) ?? null, call.status));
  await queryClient.invalidateQueries({ queryKey: one.purpose === "photo" ? ["work-logs"] : ["requests", "one", one.requestId] });
  await dropFile(one.id);
  change(uploads.filter((other) => other.id !== one.id));
  next();
}

function failed(one: Upload, error: ApiError) {
  running.delete(one.id);
  update(one.id, { state: "failed", error });
  // What the network broke goes by itself once the server is back.
  if (error.passing) {
    if (error.status === 0) unanswered();
    const stop = onTry(() => {
      stop();
      if (uploads.some((other) => other.id === one.id && other.state === "failed")) retryUpload(one.id);
    });
  }
  next();
}
