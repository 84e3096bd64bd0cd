import { Button, Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { allows, useMe } from "@/api/me";
import { companyDay } from "@/i18n/format";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { saveFile } from "@/kit/saveFile";
import { exportCustomers } from "./queries";
import { useCustomerFilter } from "./useCustomerFilter";

/** What is done less often with the list: bringing a file in, and taking what is filtered out as one. */
export function MoreMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const { filter } = useCustomerFilter();
  const out = useMutation({
    mutationFn: async (format: "csv" | "xlsx") => {
      saveFile(await exportCustomers(filter, format), t("customers.export.file", { day: companyDay(), ending: format }));
    },
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
          <Menu.Item onClick={() => out.mutate("xlsx")}>{t("customers.export.xlsx")}</Menu.Item>
          <Menu.Item onClick={() => out.mutate("csv")}>{t("customers.export.csv")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
