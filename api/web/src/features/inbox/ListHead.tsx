import { Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ArrowDownUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { countsQuery } from "@/api/counts";
import { Views } from "@/features/views/public";
import { SearchField } from "@/kit/SearchField";
import { boxes, sorts, useTaskFilter } from "./filter";
import styles from "./inbox.module.css";
import type { Task } from "./queries";
import { TaskChips } from "./TaskChips";
import { TaskFilters } from "./TaskFilters";

/** The boxes with their counts, the order, and what is looked for. */
export function ListHead({ tasks, error }: { tasks: Task[]; error: unknown }) {
  const { t } = useTranslation();
  const { filter, box, sort, set, boxSearch } = useTaskFilter();
  const { data: counts } = useQuery(countsQuery);
  const count = { inbox: counts?.inbox, claimed: counts?.claimed, requested: counts?.requested, done: undefined };
  return (
    <header className={styles.head}>
      <nav className={styles.boxes} aria-label={t("inbox.boxes")}>
        {boxes.map((name) => (
          <Link key={name} to={`/inbox${boxSearch(name)}`} aria-current={name === box ? "page" : undefined}>
            {t(`inbox.box.${name}`)} {count[name] ? <span className={styles.count}>{count[name]}</span> : null}
          </Link>
        ))}
      </nav>
      <div className={styles.tools}>
        <SearchField
          className={styles.find}
          label={t("inbox.find")}
          placeholder={t("inbox.findShort")}
          value={filter.q ?? ""}
          onFind={(words) => set("q", words)}
          keys={["mod+/"]}
          group={t("inbox.title")}
        />
        <TaskFilters tasks={tasks} error={error} />
        <Views list="inbox" bare />
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
      <TaskChips tasks={tasks} />
    </header>
  );
}
