import account from "./account.json";
import common from "./common.json";
import customers from "./customers.json";
import decisions from "./decisions.json";
import desk from "./desk.json";
import expenses from "./expenses.json";
import files from "./files.json";
import home from "./home.json";
import inbox from "./inbox.json";
import notifications from "./notifications.json";
import outbox from "./outbox.json";
import projectRequests from "./projectRequests.json";
import projects from "./projects.json";
import records from "./records.json";
import requests from "./requests.json";
import timeline from "./timeline.json";
import workLogs from "./workLogs.json";

export const words = {
  common,
  account,
  customers,
  decisions,
  desk,
  expenses,
  files,
  home,
  inbox,
  notifications,
  outbox,
  projectRequests,
  projects,
  records,
  requests,
  timeline,
  workLogs,
};

/** The keys that there are; Chinese is the source. */
export type Words = typeof words;
