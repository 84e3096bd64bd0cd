import { Menu, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ArrowDownUp, Search } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { countsQuery } from "@/api/counts";
import { boxes, sorts, useTaskFilter } from "./filter";
import styles from "./inbox.module.css";

/** The boxes with their counts, the order, and what is looked for. */
export function ListHead() {
  const { t } = useTranslation();
  const { filter, box, sort, set } = useTaskFilter();
  const { data: counts } = useQuery(countsQuery);
  const [q, setQ] = useState(filter.q ?? "");
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed is looked for when the typing rests.
  useEffect(() => {
    const timer = window.setTimeout(() => q.trim() !== (filter.q ?? "") && set("q", q.trim()), 300);
    return () => window.clearTimeout(timer);
  }, [q]);
  const count = { inbox: counts?.inbox, claimed: counts?.claimed, requested: counts?.requested, done: undefined };
  return (
    <header className={styles.head}>
      <nav className={styles.boxes} aria-label={t("inbox.boxes")}>
        {boxes.map((name) => (
          <Link key={name} to={name === "inbox" ? "/inbox" : `/inbox?box=${name}`} aria-current={name === box ? "page" : undefined}>
            {t(`inbox.box.${name}`)} {count[name] ? <span className={styles.count}>{count[name]}</span> : null}
          </Link>
        ))}
      </nav>
      <div className={styles.tools}>
        <TextInput
          id="inbox-filter"
          className={styles.find}
          aria-label={t("inbox.find")}
          placeholder={t("inbox.find")}
          leftSection={<Search size={14} aria-hidden="true" />}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
        <Menu position="bottom-end">
          <Menu.Target>
            <button type="button" className={styles.sort}>
              <ArrowDownUp size={14} aria-hidden="true" />
              {t(`inbox.sort.${sort}`)}
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {sorts.map((name) => (
              <Menu.Item key={name} onClick={() => set("sort", name)} aria-current={name === sort ? "true" : undefined}>
                {t(`inbox.sort.${name}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </header>
  );
}
