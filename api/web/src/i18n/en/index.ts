import account from "./account.json";
import admin from "./admin.json";
import adminAudit from "./adminAudit.json";
import adminCalendar from "./adminCalendar.json";
import adminDepartments from "./adminDepartments.json";
import adminOptions from "./adminOptions.json";
import adminRoles from "./adminRoles.json";
import adminStuck from "./adminStuck.json";
import adminUsers from "./adminUsers.json";
import adminVariables from "./adminVariables.json";
import common from "./common.json";
import customers from "./customers.json";
import decisions from "./decisions.json";
import desk from "./desk.json";
import expenses from "./expenses.json";
import files from "./files.json";
import home from "./home.json";
import imports from "./imports.json";
import inbox from "./inbox.json";
import notifications from "./notifications.json";
import projectRequests from "./projectRequests.json";
import projects from "./projects.json";
import records from "./records.json";
import requests from "./requests.json";
import timeline from "./timeline.json";
import workLogs from "./workLogs.json";

export const words = {
  common,
  account,
  admin,
  adminAudit,
  adminCalendar,
  adminOptions,
  adminStuck,
  adminVariables,
  adminDepartments,
  adminRoles,
  adminUsers,
  customers,
  decisions,
  desk,
  expenses,
  files,
  home,
  imports,
  inbox,
  notifications,
  projectRequests,
  projects,
  records,
  requests,
  timeline,
  workLogs,
};
