import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./foot.module.css";

interface Props {
  form: { changed: boolean; saved: boolean; pending: boolean; reset: () => void };
  /** What would change, in words. */
  changes: string;
  children?: ReactNode;
}

/** The foot of a variable's form: what is not saved yet, and whether it shall be. */
export function SaveFoot({ form, changes, children }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.foot}>
      {children && <div className={styles.above}>{children}</div>}
      <span role="status">{form.changed ? changes : form.saved ? t("adminVariables.saved") : ""}</span>
      <Button disabled={!form.changed} onClick={form.reset}>
        {t("adminVariables.discard")}
      </Button>
      <Button type="submit" variant="filled" loading={form.pending} disabled={!form.changed}>
        {t("common.save")}
      </Button>
    </div>
  );
}
