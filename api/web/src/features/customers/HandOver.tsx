import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./list.module.css";
import type { Customer } from "./queries";

const HandOverDialog = lazy(() => import("./HandOverDialog"));

/** What can be done with the customers that are marked. */
export function HandOver({ customers, onClear }: { customers: Customer[]; onClear: () => void }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <div className={styles.bulk}>
      <span>{t("customers.handOver.marked", { count: customers.length })}</span>
      <Button variant="filled" onClick={() => setOpened(true)}>
        {t("customers.handOver.name")}
      </Button>
      <Button variant="subtle" onClick={onClear}>
        {t("customers.handOver.clear")}
      </Button>
      <Suspense>{opened && <HandOverDialog customers={customers} onClose={() => setOpened(false)} />}</Suspense>
    </div>
  );
}
