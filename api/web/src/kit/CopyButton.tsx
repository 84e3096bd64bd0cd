import { Button } from "@mantine/core";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

/** Copies a text, or selects it where the page may not (that wants HTTPS). */
export function CopyButton({ text, of }: { text: string; of: () => HTMLElement | null }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      const element = of();
      if (element) window.getSelection()?.selectAllChildren(element);
    }
  };
  return (
    <Button onClick={() => void copy()}>
      {copied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
      {t(copied ? "common.copied" : "common.copy")}
    </Button>
  );
}
