import admin from "./admin.json";
import adminAudit from "./adminAudit.json";
import adminCalendar from "./adminCalendar.json";
import adminDepartments from "./adminDepartments.json";
import adminOptions from "./adminOptions.json";
import adminRoles from "./adminRoles.json";
import adminStuck from "./adminStuck.json";
import adminUsers from "./adminUsers.json";
import adminVariables from "./adminVariables.json";

/** The words of the screens of administration. */
export const words = {
  admin,
  adminAudit,
  adminCalendar,
  adminDepartments,
  adminOptions,
  adminRoles,
  adminStuck,
  adminUsers,
  adminVariables,
};
