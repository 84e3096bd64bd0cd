import { Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import marks from "@/kit/marks.module.css";

/** Says in a row that its request is likely the same as another. */
export function DoubleMark() {
  const { t } = useTranslation();
  return (
    <span className={marks.over}>
      <Copy size={12} aria-hidden="true" /> {t("requests.doubles.title")}
    </span>
  );
}
