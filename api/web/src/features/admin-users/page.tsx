import { Button } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate, useParams } from "react-router";
import { AdminTitle } from "@/features/admin/public";
import { EmptyState } from "@/kit/EmptyState";
import { Filters } from "@/kit/Filters";
import layout from "@/kit/layout.module.css";
import listStyles from "@/kit/list.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { SearchField } from "@/kit/SearchField";
import { Skeleton } from "@/kit/Skeleton";
import { useKeys } from "@/kit/useKeys";
import { NewUser } from "./NewUser";
import { usersQuery } from "./queries";
import { UserChips } from "./UserChips";
import { UserDrawer } from "./UserDrawer";
import { UserFilters } from "./UserFilters";
import { UserTable } from "./UserTable";
import { useUserFilter } from "./useUserFilter";

/** Accounts, filtered by what stands in the address; the one that it names is open beside them. */
export default function UsersPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { search, pathname } = useLocation();
  const { id } = useParams();
  const { filter, narrowed, filtered, set, clear } = useUserFilter();
  const list = useInfiniteQuery({ ...usersQuery(filter), placeholderData: keepPreviousData });
  const users = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const group = t("admin.part.users");
  const makes = pathname.endsWith("/new");
  const make = () => navigate(`/admin/users/new${search}`);
  useKeys([{ keys: "n", label: t("adminUsers.new"), group, run: make }]);
  return (
    <>
      <AdminTitle
        part="users"
        actions={
          <>
            <Button component={Link} to="/admin/users/import">
              {t("adminUsers.import.name")}
            </Button>
            <Button variant="filled" onClick={make}>
              {t("adminUsers.new")}
            </Button>
          </>
        }
      />
      <div className={layout.sheet}>
        <div className={listStyles.filter}>
          <SearchField
            className={listStyles.find}
            label={t("adminUsers.find")}
            value={filter.q ?? ""}
            onFind={(words) => set("q", words)}
            keys={["mod+/"]}
            group={group}
          />
          <Filters count={narrowed.length} group={group} onClear={clear}>
            <UserFilters />
          </Filters>
          <UserChips />
        </div>
        <QueryProblem query={list} />
        {list.isPending && (
          <div className={layout.pad}>
            <Skeleton rows={10} />
          </div>
        )}
        {list.isSuccess && users.length === 0 && (
          <EmptyState action={filtered && <Button onClick={clear}>{t("common.filter.clear")}</Button>}>{t("adminUsers.none")}</EmptyState>
        )}
        {users.length > 0 && <UserTable users={users} open={id} />}
        {list.hasNextPage && (
          <div className={listStyles.more}>
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t("common.more")}
            </Button>
          </div>
        )}
      </div>
      {makes && <NewUser onClose={() => navigate(`/admin/users${search}`)} />}
      {id && <UserDrawer key={id} id={id} onClose={() => navigate(`/admin/users${search}`)} />}
    </>
  );
}
