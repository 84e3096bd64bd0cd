import { useTranslation } from "react-i18next";
import { Notice } from "@/kit/Notice";
import { useBlocks } from "./useBlocks";

/** Why a block is missing, while the others stand. */
export function Failed({ block }: { block: string }) {
  const { t } = useTranslation();
  const { failed, query } = useBlocks();
  const reason = failed(block);
  if (!reason) return null;
  return <Notice action={{ label: t("common.tryNow"), run: () => void query.refetch() }}>{reason}</Notice>;
}
