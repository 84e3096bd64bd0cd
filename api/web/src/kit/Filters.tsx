import { Button, Popover } from "@mantine/core";
import { ListFilter } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./filters.module.css";
import { useKeys } from "./useKeys";
import { useMedia } from "./useMedia";

const FilterSheet = lazy(() => import("./FilterSheet"));

interface Props {
  /** How many are set. */
  count: number;
  group: string;
  onClear: () => void;
  /** The fields; they are made when the panel opens. */
  children: ReactNode;
}

/** What a list is narrowed by: a panel at its button, and a sheet on a phone. */
export function Filters({ count, group, onClear, children }: Props) {
  const { t } = useTranslation();
  const phone = useMedia("phone");
  const [opened, setOpened] = useState(false);
  const [asked, setAsked] = useState(false);
  const open = () => {
    setAsked(true);
    setOpened(true);
  };
  useKeys([{ keys: "f", label: t("common.filter.name"), group, run: open }]);
  const close = () => {
    // A field that tells what was typed when it is left would go away unasked.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    setOpened(false);
  };
  const button = (
    <button
      type="button"
      className={styles.button}
      data-set={count > 0 || undefined}
      aria-haspopup="dialog"
      aria-expanded={opened}
      onClick={() => (opened ? close() : open())}
    >
      <ListFilter size={14} aria-hidden="true" />
      {t("common.filter.name")}
      {count > 0 && <span className={styles.count}>{count}</span>}
    </button>
  );
  const clear = (
    <Button variant="subtle" disabled={count === 0} onClick={onClear}>
      {t("common.filter.clear")}
    </Button>
  );
  if (phone) {
    return (
      <>
        {button}
        {asked && (
          <Suspense>
            <FilterSheet opened={opened} onClose={close} clear={clear}>
              {children}
            </FilterSheet>
          </Suspense>
        )}
      </>
    );
  }
  return (
    <Popover opened={opened} onChange={(open) => !open && close()} position="bottom-start" width={320} trapFocus returnFocus shadow="none">
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown className={styles.panel}>
        <div className={styles.fields}>{children}</div>
        <div className={styles.foot}>{clear}</div>
      </Popover.Dropdown>
    </Popover>
  );
}
