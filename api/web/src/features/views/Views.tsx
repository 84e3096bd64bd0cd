import { Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Bookmark } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import filters from "@/kit/filters.module.css";
import { useAddress } from "@/kit/useAddress";
import { type ListName, viewsQuery } from "./queries";
import { sameQuery } from "./same";
import styles from "./views.module.css";

// Naming is rare; the lists do not wait for it.
const SaveView = lazy(() => import("./SaveView"));
const ManageViews = lazy(() => import("./ManageViews"));

interface Props {
  list: ListName;
  /** Where there is little room the name is only heard. */
  bare?: boolean;
}

/** The filters of a list that one has given a name: chosen, added, renamed and deleted. */
export function Views({ list, bare = false }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { params } = useAddress();
  const [dialog, setDialog] = useState<"save" | "manage">();
  const query = useQuery(viewsQuery);
  const views = (query.data ?? []).filter((view) => view.list === list);
  const asked = params.toString();
  const current = views.find((view) => sameQuery(view.query, asked));
  const close = () => setDialog(undefined);
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <button
            type="button"
            className={filters.button}
            data-set={current !== undefined || undefined}
            aria-label={current ? t("views.current", { name: current.name }) : t("views.name")}
            title={bare ? (current?.name ?? t("views.name")) : undefined}
          >
            <Bookmark size={14} fill={current ? "currentColor" : "none"} aria-hidden="true" />
            {!bare && <span className={styles.name}>{current?.name ?? t("views.name")}</span>}
          </button>
        </Menu.Target>
        <Menu.Dropdown className={styles.menu}>
          {views.map((view) => (
            <Menu.Item
              key={view.id}
              aria-current={view === current ? "true" : undefined}
              leftSection={<Bookmark size={14} fill={view === current ? "currentColor" : "none"} aria-hidden="true" />}
              onClick={() => navigate({ pathname: `/${list}`, search: view.query })}
            >
              {view.name}
            </Menu.Item>
          ))}
          {!query.data && <Menu.Label>{t(query.failureReason ? "views.failed" : "views.loading")}</Menu.Label>}
          {query.isSuccess && views.length === 0 && <Menu.Label>{t("views.none")}</Menu.Label>}
          <Menu.Divider />
          <Menu.Item disabled={asked === "" || current !== undefined} onClick={() => setDialog("save")}>
            {t("views.save")}
          </Menu.Item>
          {views.length > 0 && <Menu.Item onClick={() => setDialog("manage")}>{t("views.manage")}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {dialog === "save" && <SaveView list={list} query={asked} onClose={close} />}
        {dialog === "manage" && <ManageViews views={views} onClose={close} />}
      </Suspense>
    </>
  );
}
