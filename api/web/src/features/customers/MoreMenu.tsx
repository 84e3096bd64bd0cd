import { Button, Menu } from "@mantine/core";
import { Ellipsis } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { allows, useMe } from "@/api/me";
import { companyDay } from "@/i18n/format";
import { ExportItems, useExport } from "@/kit/ExportMenu";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { exportCustomers } from "./queries";
import { useCustomerFilter } from "./useCustomerFilter";

/** What is done less often with the list: bringing a file in, and taking what is filtered out as one. */
export function MoreMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const { filter } = useCustomerFilter();
  const out = useExport({
    fetch: (format) => exportCustomers(filter, format),
    file: (ending) => t("customers.file", { day: companyDay(), ending }),
  });
  return (
    <>
      <ProblemNotice error={out.error} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button aria-label={t("common.more")} loading={out.isPending}>
            <Ellipsis size={16} aria-hidden="true" />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {allows(me, "customer.write") && (
            <Menu.Item onClick={() => navigate("/customers/import")}>{t("customers.import.name")}</Menu.Item>
          )}
          <ExportItems onChoose={out.mutate} />
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
