import { BookOpenText, Building2, ChartColumn, FileText, House, Inbox, type LucideIcon, ReceiptText, Settings } from "lucide-react";
import type { NavName } from "../routes";

/** The icons of the navigation; they stand apart from the routes, which the sign-in loads too. */
export const icons: Record<NavName, LucideIcon> = {
  home: House,
  inbox: Inbox,
  desk: ReceiptText,
  requests: FileText,
  customers: Building2,
  workLogs: BookOpenText,
  reports: ChartColumn,
  admin: Settings,
};
