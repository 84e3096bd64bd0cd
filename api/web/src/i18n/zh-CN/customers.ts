import customers from "./customers.json";
import imports from "./imports.json";
import projects from "./projects.json";
import records from "./records.json";
import reports from "./reports.json";
import workLogs from "./workLogs.json";

/** The words of customers, projects and work logs, of the records that are kept of them, and of the reports over them. */
export const words = { customers, imports, projects, records, reports, workLogs };
