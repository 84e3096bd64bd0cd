import "@/kit/tokens.css";
import "@/kit/mantine.css";
import "@/kit/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Providers } from "@/app/Providers";
import { Screens } from "@/app/Screens";
import { startWords } from "@/i18n";
import { keepReads, restoreReads } from "@/offline/reads";

const root = document.getElementById("root");

// A file that is dropped beside a field would replace the page.
for (const event of ["dragover", "drop"] as const) {
  document.addEventListener(event, (dragged) => dragged.dataTransfer?.types.includes("Files") && dragged.preventDefault());
}

// What was read before is there with the first paint, so that a start needs no server.
Promise.all([startWords(), restoreReads()]).then(() => {
  keepReads();
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <Providers>
        <Screens />
      </Providers>
    </StrictMode>,
  );
  // After the first paint; without a server the next start does it.
  if (import.meta.env.PROD) {
    void import("@/offline/worker").then(({ startWorker }) => startWorker()).catch(() => undefined);
  }
});
