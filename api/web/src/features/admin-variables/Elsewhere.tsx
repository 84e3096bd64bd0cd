import { useTranslation } from "react-i18next";
import { DiffTable } from "@/kit/DiffTable";
import { Notice } from "@/kit/Notice";
import type { Variable } from "./queries";
import { useDifferences } from "./useDifferences";

interface Props {
  variable: Variable;
  elsewhere: { before: unknown; after: unknown } | null;
}

/** What somebody else has set while one was typing. */
export function Elsewhere({ variable, elsewhere }: Props) {
  const { t } = useTranslation();
  const differences = useDifferences();
  if (!elsewhere) return null;
  return (
    <Notice kind="warning">
      <p>{t("adminVariables.elsewhere")}</p>
      <DiffTable rows={differences(elsewhere.before, elsewhere.after, t("adminVariables.field.value"), variable.key)} />
    </Notice>
  );
}
