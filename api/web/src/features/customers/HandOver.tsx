import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { HandOverDialog } from "./HandOverDialog";
import styles from "./list.module.css";
import type { Customer } from "./queries";

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
      {opened && <HandOverDialog customers={customers} onClose={() => setOpened(false)} />}
    </div>
  );
}
