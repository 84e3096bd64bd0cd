import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "@/kit/useKeys";
import styles from "./list.module.css";
import { statuses, useRequestFilter } from "./useRequestFilter";

/** What the list is narrowed to; everything stands in the address. */
export function ListFilter() {
  const { t } = useTranslation();
  const { params, set, filtered, clear } = useRequestFilter();
  const typed = params.get("q") ?? "";
  const [q, setQ] = useState(typed);
  useEffect(() => setQ(typed), [typed]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed is looked for when the typing rests.
  useEffect(() => {
    const timer = window.setTimeout(() => q.trim() !== typed && set("q", q.trim()), 300);
    return () => window.clearTimeout(timer);
  }, [q]);
  useKeys([
    {
      keys: "f",
      label: t("requests.list.find"),
      group: t("requests.list.title"),
      run: () => document.querySelector<HTMLInputElement>("#requests-find")?.focus(),
    },
  ]);
  return (
    <div className={styles.filter}>
      <TextInput
        id="requests-find"
        className={styles.find}
        aria-label={t("requests.list.find")}
        placeholder={t("requests.list.find")}
        leftSection={<Search size={14} aria-hidden="true" />}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      <NativeSelect
        aria-label={t("requests.list.kind")}
        data={[
          { value: "", label: t("requests.list.anyKind") },
          { value: "expense_request", label: t("requests.kind.expense_request") },
          { value: "project_request", label: t("requests.kind.project_request") },
        ]}
        value={params.get("kind") ?? ""}
        onChange={(event) => set("kind", event.currentTarget.value)}
      />
      <NativeSelect
        aria-label={t("requests.list.status")}
        data={[
          { value: "", label: t("requests.list.anyStatus") },
          ...statuses.map((value) => ({ value, label: t(`requests.status.${value}`) })),
        ]}
        value={params.get("status") ?? ""}
        onChange={(event) => set("status", event.currentTarget.value)}
      />
      <TextInput
        type="date"
        aria-label={t("requests.list.from")}
        title={t("requests.list.from")}
        value={params.get("from") ?? ""}
        onChange={(event) => set("from", event.currentTarget.value)}
      />
      <TextInput
        type="date"
        aria-label={t("requests.list.to")}
        title={t("requests.list.to")}
        value={params.get("to") ?? ""}
        onChange={(event) => set("to", event.currentTarget.value)}
      />
      <Checkbox
        label={t("requests.list.mine")}
        checked={params.get("mine") === "true"}
        onChange={(event) => set("mine", event.currentTarget.checked ? "true" : null)}
      />
      {filtered && (
        <Button variant="subtle" onClick={clear}>
          {t("requests.list.clear")}
        </Button>
      )}
    </div>
  );
}
