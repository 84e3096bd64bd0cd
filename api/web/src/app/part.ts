import { type ComponentType, lazy } from "react";
import { basePath } from "@/api/client";
import { retryDelay } from "@/api/query";
import { answered, pause, unanswered } from "@/api/reach";

const reloadedAt = "part.reloaded";
/** A part that is missing right after a reload is no matter of another version. */
const enough = 60_000;

async function serverAnswers(): Promise<boolean> {
  try {
    await fetch(`${basePath}/settings`);
  } catch {
    unanswered();
    return false;
  }
  answered();
  return true;
}

const loaded = (link: HTMLLinkElement) =>
  new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", reject);
  });

let styles: Promise<unknown> | null = null;

/** Asks again for styles that did not arrive: what loads the parts asks for each once. */
function stylesAgain(): Promise<unknown> {
  const missing = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].filter((link) => !link.sheet);
  styles ??= Promise.all(
    missing.map((link) => {
      const again = link.cloneNode() as HTMLLinkElement;
      link.replaceWith(again);
      return loaded(again);
    }),
  ).finally(() => {
    styles = null;
  });
  return styles;
}

/**
 * Loads a part of the page. Without a server it is tried until there is one. A browser may
 * remember the failure, and a newer version has other files: both want the page anew.
 */
async function part<T>(load: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      if (attempt > 0) await stylesAgain();
      return await load();
    } catch (error) {
      if (await serverAnswers()) {
        const last = Number(sessionStorage.getItem(reloadedAt) ?? 0);
        if (Date.now() - last < enough) throw error;
        sessionStorage.setItem(reloadedAt, String(Date.now()));
        window.location.reload();
      }
      await pause(retryDelay(attempt, error));
    }
  }
}

/** A component that is loaded when it is shown, or ahead of that. */
export const load = <Props>(name: string, from: () => Promise<{ default: ComponentType<Props> }>) =>
  Object.assign(
    lazy(() => part(from)),
    // What fails ahead is tried again when it is shown.
    { displayName: name, ahead: () => void from().catch(() => undefined) },
  );
