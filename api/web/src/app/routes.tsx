import type { ComponentType } from "react";
import { allows, type Me } from "@/api/me";
import { load } from "./part";

export type NavName = "home" | "inbox" | "desk" | "requests" | "customers" | "workLogs";

/** A screen: where it is, who may see it, and its place in the navigation. */
export interface Screen {
  path: string;
  page: ComponentType;
  may?: (me: Me) => boolean;
  nav?: { name: NavName; key: string };
}

const isClerk = (me: Me) => allows(me, "task.finance_processing");
const asksForMoney = (me: Me) => allows(me, "expense_request.create");
const readsCustomers = (me: Me) => allows(me, "customer.read");
const makesCustomers = (me: Me) => allows(me, "customer.write");
const readsLogs = (me: Me) => allows(me, "work_log.read");
const readsTeam = (me: Me) => allows(me, "work_log.read", "team");
const writesLogs = (me: Me) => allows(me, "work_log.write");
const asksForProjects = (me: Me) => allows(me, "project_request.create");

const HomePage = load("Home", () => import("@/features/home/page"));
const InboxPage = load("Inbox", () => import("@/features/inbox/page"));
const DeskPage = load("Desk", () => import("@/features/desk/page"));
const RequestsPage = load("Requests", () => import("@/features/requests/page"));
const RequestPage = load("Request", () => import("@/features/requests/RequestPage"));
const PrintPage = load("Print", () => import("@/features/requests/PrintPage"));
const ExpensePage = load("Expense", () => import("@/features/expenses/page"));
const ProjectRequestPage = load("ProjectRequest", () => import("@/features/project-requests/page"));
const CustomersPage = load("Customers", () => import("@/features/customers/page"));
const NewCustomerPage = load("NewCustomer", () => import("@/features/customers/NewPage"));
const ImportCustomersPage = load("ImportCustomers", () => import("@/features/customers/ImportPage"));
const CustomerPage = load("Customer", () => import("@/features/customers/CustomerPage"));
const ProjectPage = load("Project", () => import("@/features/projects/ProjectPage"));
const WorkLogsPage = load("WorkLogs", () => import("@/features/work-logs/page"));
const NewLogPage = load("NewLog", () => import("@/features/work-logs/NewPage"));
const LogPage = load("Log", () => import("@/features/work-logs/EntryPage"));
const TeamPage = load("Team", () => import("@/features/work-logs/TeamPage"));
const NotificationsPage = load("Notifications", () => import("@/features/notifications/page"));
const OutboxPage = load("Outbox", () => import("@/features/outbox/page"));
const MePage = load("Me", () => import("@/features/account/page"));

/** All screens behind the sign-in, read aloud. */
export const screens: Screen[] = [
  { path: "/", page: HomePage, nav: { name: "home", key: "h" } },
  { path: "/inbox", page: InboxPage, nav: { name: "inbox", key: "i" } },
  { path: "/inbox/:taskId", page: InboxPage },
  { path: "/desk", page: DeskPage, may: isClerk, nav: { name: "desk", key: "f" } },
  { path: "/requests", page: RequestsPage, nav: { name: "requests", key: "r" } },
  { path: "/expense-requests/new", page: ExpensePage, may: asksForMoney },
  { path: "/expense-requests/:id/edit", page: ExpensePage, may: asksForMoney },
  { path: "/project-requests/new", page: ProjectRequestPage, may: asksForProjects },
  { path: "/project-requests/:id/edit", page: ProjectRequestPage, may: asksForProjects },
  { path: "/expense-requests/:id", page: RequestPage },
  { path: "/project-requests/:id", page: RequestPage },
  { path: "/expense-requests/:id/print", page: PrintPage },
  { path: "/project-requests/:id/print", page: PrintPage },
  { path: "/customers", page: CustomersPage, may: readsCustomers, nav: { name: "customers", key: "c" } },
  { path: "/customers/new", page: NewCustomerPage, may: makesCustomers },
  { path: "/customers/import", page: ImportCustomersPage, may: makesCustomers },
  { path: "/customers/:id", page: CustomerPage, may: readsCustomers },
  { path: "/customers/:id/contacts", page: CustomerPage, may: readsCustomers },
  { path: "/customers/:id/projects", page: CustomerPage, may: readsCustomers },
  { path: "/customers/:id/requests", page: CustomerPage, may: readsCustomers },
  { path: "/customers/:id/work-logs", page: CustomerPage, may: readsCustomers },
  { path: "/projects/:id", page: ProjectPage, may: readsCustomers },
  { path: "/projects/:id/competitors", page: ProjectPage, may: readsCustomers },
  { path: "/work-logs", page: WorkLogsPage, may: readsLogs, nav: { name: "workLogs", key: "l" } },
  { path: "/work-logs/new", page: NewLogPage, may: writesLogs },
  { path: "/work-logs/team", page: TeamPage, may: readsTeam },
  { path: "/work-logs/:id", page: LogPage, may: readsLogs },
  { path: "/notifications", page: NotificationsPage },
  { path: "/outbox", page: OutboxPage },
  { path: "/me", page: MePage },
];

/** Where there is no screen, or none that one may see. */
export const NotFound = load("NotFound", async () => ({ default: (await import("./NotFound")).NotFound }));
