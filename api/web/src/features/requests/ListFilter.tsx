import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Views } from "@/features/views/public";
import { Filters } from "@/kit/Filters";
import list from "@/kit/list.module.css";
import { SearchField } from "@/kit/SearchField";
import { useMedia } from "@/kit/useMedia";
import { FilterFields } from "./FilterFields";
import type { RequestRow } from "./queries";
import { RequestChips } from "./RequestChips";
import { useRequestFilter } from "./useRequestFilter";

/** What the list is narrowed to; everything stands in the address. On a phone only the search is in sight. */
export function ListFilter({ requests }: { requests: RequestRow[] }) {
  const { t } = useTranslation();
  const phone = useMedia("phone");
  const { filter, narrowed, filtered, set, clear } = useRequestFilter();
  return (
    <div className={list.filter}>
      <SearchField
        className={list.find}
        label={t("requests.list.find")}
        value={filter.q ?? ""}
        onFind={(words) => set("q", words)}
        keys={phone ? ["mod+/"] : ["mod+/", "f"]}
        group={t("requests.list.title")}
      />
      {phone && (
        <>
          <Filters count={narrowed.length} group={t("requests.list.title")} onClear={clear}>
            <FilterFields requests={requests} bare={false} />
          </Filters>
          <Views list="requests" />
          <RequestChips requests={requests} />
        </>
      )}
      {!phone && <FilterFields requests={requests} bare />}
      {!phone && <Views list="requests" />}
      {!phone && filtered && (
        <Button variant="subtle" onClick={clear}>
          {t("common.filter.clear")}
        </Button>
      )}
    </div>
  );
}
