import { useTranslation } from "react-i18next";
import { useKeys } from "@/kit/useKeys";

/** Goes along the lines of the block that has the focus; at first to the first of all. */
function move(by: 1 | -1) {
  const block = document.activeElement?.closest("[data-block]") ?? document;
  const lines = [...block.querySelectorAll<HTMLElement>("[data-block] [data-row]")];
  const at = lines.indexOf(document.activeElement as HTMLElement);
  lines[at < 0 ? 0 : at + by]?.focus();
}

export function useBlockKeys() {
  const { t } = useTranslation();
  const group = t("common.nav.home");
  useKeys([
    { keys: ["j", "ArrowDown"], label: t("home.keys.next"), group, run: () => move(1) },
    { keys: ["k", "ArrowUp"], label: t("home.keys.previous"), group, run: () => move(-1) },
  ]);
}
