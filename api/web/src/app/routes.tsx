import type { ComponentType } from "react";
import { matchPath } from "react-router";
import { allows, type Me } from "@/api/me";
import { administers } from "@/features/admin/parts";
import { type Part, wantWords } from "@/i18n";
import { load } from "./part";

export type NavName = "home" | "inbox" | "desk" | "requests" | "customers" | "workLogs" | "reports" | "admin";

/** A screen: where it is, who may see it, and its place in the navigation. */
export interface Screen {
  path: string;
  page: ComponentType & { ahead: () => void };
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
const readsReports = (me: Me) => allows(me, "report.read");
const managesUsers = (me: Me) => allows(me, "user.manage");
const managesRoles = (me: Me) => allows(me, "role.manage");
const asksForProjects = (me: Me) => allows(me, "project_request.create");
const managesRequests = (me: Me) => allows(me, "request.manage");
const readsAudit = (me: Me) => allows(me, "audit.read");
const setsVariables = (me: Me) => allows(me, "variable.manage");

/** Loads a screen with the words that only such screens have. */
const loadWith =
  (...parts: Part[]) =>
  (name: string, page: () => Promise<{ default: ComponentType }>) =>
    load(name, async () => (await Promise.all([page(), wantWords(...parts)]))[0]);
const loadCustomers = loadWith("customers");
// People are records that are imported, as customers are.
const loadAdmin = loadWith("admin", "customers");

const HomePage = load("Home", () => import("@/features/home/page"));
const InboxPage = load("Inbox", () => import("@/features/inbox/page"));
const DeskPage = load("Desk", () => import("@/features/desk/page"));
const RequestsPage = load("Requests", () => import("@/features/requests/page"));
const RequestPage = load("Request", () => import("@/features/requests/RequestPage"));
const PrintPage = load("Print", () => import("@/features/requests/PrintPage"));
const ExpensePage = load("Expense", () => import("@/features/expenses/page"));
const ProjectRequestPage = load("ProjectRequest", () => import("@/features/project-requests/page"));
const CustomersPage = loadCustomers("Customers", () => import("@/features/customers/page"));
const NewCustomerPage = loadCustomers("NewCustomer", () => import("@/features/customers/NewPage"));
const ImportCustomersPage = loadCustomers("ImportCustomers", () => import("@/features/customers/ImportPage"));
const CustomerPage = loadCustomers("Customer", () => import("@/features/customers/CustomerPage"));
const ProjectPage = loadCustomers("Project", () => import("@/features/projects/ProjectPage"));
const WorkLogsPage = loadCustomers("WorkLogs", () => import("@/features/work-logs/page"));
const NewLogPage = loadCustomers("NewLog", () => import("@/features/work-logs/NewPage"));
const LogPage = loadCustomers("Log", () => import("@/features/work-logs/EntryPage"));
const TeamPage = loadCustomers("Team", () => import("@/features/work-logs/TeamPage"));
const ReportsPage = loadCustomers("Reports", () => import("@/features/reports/page"));
const AdminPage = loadAdmin("Admin", () => import("@/features/admin/page"));
const VariablesPage = loadAdmin("Variables", () => import("@/features/admin-variables/page"));
const OptionsPage = loadAdmin("Options", () => import("@/features/admin-options/page"));
const CalendarPage = loadAdmin("Calendar", () => import("@/features/admin-calendar/page"));
const UsersPage = loadAdmin("Users", () => import("@/features/admin-users/page"));
const RolesPage = loadAdmin("Roles", () => import("@/features/admin-roles/page"));
const DepartmentsPage = loadAdmin("Departments", () => import("@/features/admin-departments/page"));
const ImportUsersPage = loadAdmin("ImportUsers", () => import("@/features/admin-users/ImportPage"));
const StuckPage = loadAdmin("Stuck", () => import("@/features/admin-stuck/page"));
const AuditPage = loadAdmin("Audit", () => import("@/features/admin-audit/page"));
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
  { path: "/reports", page: ReportsPage, may: readsReports, nav: { name: "reports", key: "p" } },
  { path: "/reports/:name", page: ReportsPage, may: readsReports },
  { path: "/admin", page: AdminPage, may: administers, nav: { name: "admin", key: "a" } },
  { path: "/admin/variables", page: VariablesPage, may: setsVariables },
  { path: "/admin/options", page: OptionsPage, may: setsVariables },
  { path: "/admin/calendar", page: CalendarPage, may: setsVariables },
  { path: "/admin/users", page: UsersPage, may: managesUsers },
  { path: "/admin/users/new", page: UsersPage, may: managesUsers },
  { path: "/admin/users/import", page: ImportUsersPage, may: managesUsers },
  { path: "/admin/users/:id", page: UsersPage, may: managesUsers },
  { path: "/admin/users/:id/roles", page: UsersPage, may: managesUsers },
  { path: "/admin/users/:id/sessions", page: UsersPage, may: managesUsers },
  { path: "/admin/users/:id/tokens", page: UsersPage, may: managesUsers },
  { path: "/admin/departments", page: DepartmentsPage, may: managesUsers },
  { path: "/admin/roles", page: RolesPage, may: managesRoles },
  { path: "/admin/stuck", page: StuckPage, may: managesRequests },
  { path: "/admin/audit", page: AuditPage, may: readsAudit },
  { path: "/notifications", page: NotificationsPage },
  { path: "/outbox", page: OutboxPage },
  { path: "/me", page: MePage },
];

/** Fetches the code of the screen at an address while it is still being asked who wants it. */
export function fetchScreen(pathname: string) {
  screens.find(({ path }) => matchPath(path, pathname))?.page.ahead();
}

/** Where there is no screen, or none that one may see. */
export const NotFound = load("NotFound", async () => ({ default: (await import("./NotFound")).NotFound }));
