import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import controls from "@/kit/controls.module.css";
import { useMedia } from "@/kit/useMedia";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A form beside the page that it belongs to. Closing it keeps what was typed. */
export function RecordDrawer({ title, onClose, children }: Props) {
  const { t } = useTranslation();
  const phone = useMedia("phone");
  return (
    <Drawer
      opened
      onClose={onClose}
      title={title}
      size={phone ? "100%" : 520}
      position={phone ? "bottom" : "right"}
      {...(phone ? { classNames: { content: controls.bottomSheet } } : {})}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {children}
    </Drawer>
  );
}
