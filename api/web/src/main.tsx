import "@/kit/tokens.css";
import "@/kit/mantine.css";
import "@/kit/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Providers } from "@/app/Providers";
import { Screens } from "@/app/Screens";
import { startWords } from "@/i18n";

const root = document.getElementById("root");

startWords().then(() => {
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <Providers>
        <Screens />
      </Providers>
    </StrictMode>,
  );
});
