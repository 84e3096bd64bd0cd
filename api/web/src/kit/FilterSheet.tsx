import { Button, Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import controls from "./controls.module.css";
import styles from "./filters.module.css";

/** The fields of a filter on a phone. */
export default function FilterSheet({
  opened,
  onClose,
  clear,
  children,
}: {
  opened: boolean;
  onClose: () => void;
  clear: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="bottom"
      classNames={{ content: controls.bottomSheet }}
      title={t("common.filter.name")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className={styles.fields}>{children}</div>
      <div className={styles.foot}>
        {clear}
        <Button variant="filled" onClick={onClose}>
          {t("common.filter.done")}
        </Button>
      </div>
    </Drawer>
  );
}
