import { useTranslation } from "react-i18next";
import { Missing } from "@/kit/Missing";

export function NotFound() {
  const { t } = useTranslation();
  return <Missing to="/" label={t("common.notFound.home")} />;
}
