import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Fields, LikelyDoubles } from "@/features/requests/public";
import layout from "@/kit/layout.module.css";
import { doublesQuery } from "./queries";

/** The SHA-256 of a file, where the browser can (over HTTPS, or on this machine). */
async function hashOf(file: File): Promise<string | null> {
  if (!crypto.subtle) return null;
  const sum = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Expenses that this one is likely a double of, pointed out while the form is filled in. */
export function Doubles({ fields, files, requestId }: { fields: Fields; files: File[]; requestId: string | undefined }) {
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
  const [asked] = useDebouncedValue(fields, 500);
  const complete = !!asked.amount && !!asked.category && !!asked.spent_on;
  const query = useQuery({
    ...doublesQuery(asked, hashes, requestId),
    enabled: complete || hashes.length > 0,
    placeholderData: keepPreviousData,
  });
  const doubles = query.data?.items ?? [];
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
