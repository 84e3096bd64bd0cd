import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { LikelyDoubles } from "@/features/requests/public";
import layout from "@/kit/layout.module.css";
import { type Asked, doublesQuery } from "./queries";

/** The SHA-256 of a file, where the browser can (over HTTPS, or on this machine). */
async function hashOf(file: File): Promise<string | null> {
  if (!crypto.subtle) return null;
  const sum = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

type Props = Omit<Asked, "sha256"> & {
  /** Files that were chosen just now, and hashes of those that the server has. */
  files: File[];
  stored: string[];
};

/** Expenses that this one is likely a double of, pointed out while the form is filled in. */
export function Doubles({ files, stored, amount, currency, category, spentOn, requestId }: Props) {
  const { t } = useTranslation();
  const [hashes, setHashes] = useState<string[]>([]);
  const [dismissed, setDismissed] = useState("");
  useEffect(() => {
    let current = true;
    void Promise.all(files.map(hashOf)).then((found) => {
      if (current) setHashes(found.filter((hash) => hash !== null));
    });
    return () => {
      current = false;
    };
  }, [files]);
  const [typed] = useDebouncedValue(amount, 500);
  const sha256 = [...new Set([...hashes, ...stored])].sort();
  const complete = !!typed && !!category && !!spentOn;
  const enabled = complete || sha256.length > 0;
  const query = useQuery({
    ...doublesQuery({ amount: typed, currency, category, spentOn, sha256, requestId }),
    enabled,
    placeholderData: keepPreviousData,
  });
  const doubles = (enabled && query.data?.items) || [];
  const which = doubles.map((double) => `${double.request?.id}${double.why}`).join();
  if (doubles.length === 0 || which === dismissed) return null;
  return (
    <div>
      <LikelyDoubles doubles={doubles} />
      <button type="button" className={layout.textButton} onClick={() => setDismissed(which)}>
        {t("expenses.notTheSame")}
      </button>
    </div>
  );
}
