import account from "./account.json";
import common from "./common.json";
import decisions from "./decisions.json";
import desk from "./desk.json";
import expenses from "./expenses.json";
import files from "./files.json";
import home from "./home.json";
import inbox from "./inbox.json";
import notifications from "./notifications.json";
import projectRequests from "./projectRequests.json";
import requests from "./requests.json";
import workLogs from "./workLogs.json";

export const words = { common, account, decisions, desk, expenses, files, home, inbox, notifications, projectRequests, requests, workLogs };

/** The keys that there are; Chinese is the source. */
export type Words = typeof words;
