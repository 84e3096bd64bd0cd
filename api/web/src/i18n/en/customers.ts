import customers from "./customers.json";
import imports from "./imports.json";
import projects from "./projects.json";
import records from "./records.json";
import workLogs from "./workLogs.json";

/** The words of customers, projects and work logs, and of the records that are kept of them. */
export const words = { customers, imports, projects, records, workLogs };
