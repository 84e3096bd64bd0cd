import { Button } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { allows, useMe } from "@/api/me";
import { Views } from "@/features/views/public";
import { EmptyState } from "@/kit/EmptyState";
import { Filters } from "@/kit/Filters";
import layout from "@/kit/layout.module.css";
import listStyles from "@/kit/list.module.css";
import { PageTitle } from "@/kit/PageTitle";
import { QueryProblem } from "@/kit/ProblemNotice";
import { SearchField } from "@/kit/SearchField";
import { Skeleton } from "@/kit/Skeleton";
import { useKeys } from "@/kit/useKeys";
import { CustomerChips } from "./CustomerChips";
import { CustomerTable } from "./CustomerTable";
import { FilterFields } from "./FilterFields";
import { HandOver } from "./HandOver";
import { MoreMenu } from "./MoreMenu";
import { customerListQuery } from "./queries";
import { useCustomerFilter } from "./useCustomerFilter";

/** Customers that one may see, filtered by what stands in the address. */
export default function CustomersPage() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const { filter, narrowed, filtered, set, clear } = useCustomerFilter();
  const list = useInfiniteQuery({ ...customerListQuery(filter), placeholderData: keepPreviousData });
  const customers = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // What is out of sight is not acted upon.
  const marked = useMemo(() => new Set(customers.filter(({ id }) => chosen.has(id)).map(({ id }) => id)), [customers, chosen]);
  const mark = (id: string, on: boolean) => setChosen((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)));
  const makes = allows(me, "customer.write");
  const group = t("customers.list.title");
  useKeys([{ keys: "n", label: t("common.new.customer"), group, run: () => navigate("/customers/new") }], makes);
  const start = makes && (
    <div className={layout.flow}>
      <Button component={Link} to="/customers/new">
        {t("common.new.customer")}
      </Button>
      <Button component={Link} to="/customers/import">
        {t("customers.import.name")}
      </Button>
    </div>
  );
  return (
    <>
      <PageTitle
        title={group}
        actions={
          <>
            {makes && (
              <Button component={Link} to="/customers/new" variant="filled">
                {t("common.new.customer")}
              </Button>
            )}
            <MoreMenu />
          </>
        }
      />
      <div className={layout.sheet}>
        <div className={listStyles.filter}>
          <SearchField
            className={listStyles.find}
            label={t("customers.list.find")}
            value={filter.q ?? ""}
            onFind={(words) => set("q", words)}
            keys={["mod+/"]}
            group={group}
          />
          <Filters count={narrowed.length} group={group} onClear={clear}>
            <FilterFields customers={customers} />
          </Filters>
          <Views list="customers" />
          <CustomerChips customers={customers} />
        </div>
        <QueryProblem query={list} />
        {list.isPending && (
          <div className={layout.pad}>
            <Skeleton rows={10} />
          </div>
        )}
        {list.isSuccess && customers.length === 0 && (
          <EmptyState action={filtered ? <Button onClick={clear}>{t("common.filter.clear")}</Button> : start}>
            {t(filtered ? "customers.list.none" : "customers.list.empty")}
          </EmptyState>
        )}
        {customers.length > 0 && (
          <CustomerTable
            customers={customers}
            marked={marked}
            onMark={allows(me, "customer.hand_over") && !filter.archived ? mark : undefined}
            onMarkAll={(on) => setChosen(new Set(on ? customers.map(({ id }) => id) : []))}
          />
        )}
        {list.hasNextPage && (
          <div className={listStyles.more}>
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t("customers.list.more")}
            </Button>
          </div>
        )}
        {marked.size > 0 && <HandOver customers={customers.filter(({ id }) => marked.has(id))} onClear={() => setChosen(new Set())} />}
      </div>
    </>
  );
}
