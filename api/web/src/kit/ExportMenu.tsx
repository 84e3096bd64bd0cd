import { Button, Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "./ProblemNotice";
import { saveFile } from "./saveFile";

export type FileFormat = "csv" | "xlsx";

interface Props {
  fetch: (format: FileFormat) => Promise<Blob>;
  /** The name of the file that it is saved as. */
  file: (format: FileFormat) => string;
}

/** Saves a file in the format that is chosen. */
export const useExport = ({ fetch, file }: Props) =>
  useMutation({ mutationFn: async (format: FileFormat) => saveFile(await fetch(format), file(format)) });

/** The formats to choose from, in a menu. */
export function ExportItems({ onChoose }: { onChoose: (format: FileFormat) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Menu.Item onClick={() => onChoose("xlsx")}>{t("common.export.xlsx")}</Menu.Item>
      <Menu.Item onClick={() => onChoose("csv")}>{t("common.export.csv")}</Menu.Item>
    </>
  );
}

/** Takes what is shown as a file. */
export function ExportMenu(props: Props) {
  const { t } = useTranslation();
  const out = useExport(props);
  return (
    <>
      <ProblemNotice error={out.error} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button leftSection={<Download size={14} aria-hidden="true" />} loading={out.isPending}>
            {t("common.export.name")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <ExportItems onChoose={out.mutate} />
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
